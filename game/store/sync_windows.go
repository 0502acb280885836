package store

// syncFolder does nothing: Windows cannot sync a folder, and NTFS journals its
// names itself.
func syncFolder(string) error { return nil }
