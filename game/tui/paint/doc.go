// Package paint puts a Bubble Tea model on a terminal: one frame right after
// each update, nothing in between, and the terminal as it was when the program
// ends, however it ends.
//
// Bubble Tea's own renderer looks for work sixty times a second, which costs a
// frame at the start, up to a frame for each key, and a processor that never
// sleeps. Here the model's View is painted in the same breath as its Update. A
// view that did not change costs no byte; a line that changed is repainted
// between its first and its last changed character.
//
// # What is kept from a terminal
//
// Every frame passes [Clean] first: printable text and plain colour sequences
// go through, every other control is dropped. The keyboard's bytes are cut into
// keys with limits on length and count before any decoder reads them. Nothing a
// model returns can write to the terminal in another way: Raw, Println,
// clipboard and Exec commands are not carried out.
//
// # What of tea.View is honoured
//
// Content, Cursor (position, shape and blink), WindowTitle (cleaned), MouseMode,
// OnMouse, ReportFocus and DisableBracketedPasteMode. The alternate screen is
// always used, whatever AltScreen says. Content beyond the window is cut off.
// Not honoured: the colours of cursor, foreground and background, ProgressBar,
// ProgramStatus, and KeyboardEnhancements, which stay off.
//
// # What the model is told
//
// Before the first frame: tea.EnvMsg, tea.ColorProfileMsg, tea.WindowSizeMsg.
// Later, and only if the terminal answers: tea.BackgroundColorMsg and
// [WidthMsg]. No answer is waited for. tea.RequestBackgroundColor and
// tea.RequestWindowSize work. tea.Suspend and the ctrl+z key suspend the program
// where the terminal is this process's own and the system can; the model then
// gets tea.ResumeMsg. Characters that arrive faster than a hand can type come as
// one tea.PasteMsg.
//
// The package keeps no state outside a call of [Run], so that one process can
// serve many terminals. It does not choose between screens and line mode, and
// knows nothing of the game.
package paint
