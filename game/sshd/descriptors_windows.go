package sshd

// descriptors is how many files and connections the process may have open, or 0
// for no known limit.
func descriptors() int { return 0 }

// exhausted says that err means: no descriptor is left.
func exhausted(error) bool { return false }
