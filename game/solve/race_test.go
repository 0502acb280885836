//go:build race

package solve_test

// raced says that the tests run many times slower, so that they do less.
const raced = true
