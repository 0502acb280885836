package main

import "os"

// goldenWrite reports whether recorded outputs are to be written anew.
func goldenWrite() bool { return os.Getenv("GOLDEN") == "write" }
