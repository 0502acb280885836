package lsp

import "encoding/json"

// The protocol's own types, as far as this server speaks it. Names and tags are
// those of the specification, version 3.17.

// uri names a document: file:///home/k/shop.md, or another scheme for one that
// is in no file.
type uri string

// position is a place in a document: both count from 0, and a character is a
// unit of the encoding that was agreed on.
type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type span struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type location struct {
	URI   uri  `json:"uri"`
	Range span `json:"range"`
}

type documentID struct {
	URI uri `json:"uri"`
}

type initializeParams struct {
	ClientInfo *struct {
		Name string `json:"name"`
	} `json:"clientInfo"`
	Locale       string `json:"locale"`
	Capabilities struct {
		General struct {
			PositionEncodings []string `json:"positionEncodings"`
		} `json:"general"`
		Workspace struct {
			DidChangeWatchedFiles struct {
				DynamicRegistration bool `json:"dynamicRegistration"`
			} `json:"didChangeWatchedFiles"`
			WorkspaceEdit struct {
				DocumentChanges bool `json:"documentChanges"`
			} `json:"workspaceEdit"`
		} `json:"workspace"`
		TextDocument struct {
			DocumentSymbol struct {
				Hierarchical bool `json:"hierarchicalDocumentSymbolSupport"`
			} `json:"documentSymbol"`
		} `json:"textDocument"`
	} `json:"capabilities"`
}

type initializeResult struct {
	Capabilities capabilities `json:"capabilities"`
	ServerInfo   serverInfo   `json:"serverInfo"`
}

type serverInfo struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
}

type capabilities struct {
	PositionEncoding   string            `json:"positionEncoding"`
	TextDocumentSync   syncOptions       `json:"textDocumentSync"`
	CompletionProvider completionOptions `json:"completionProvider"`
	Hover              bool              `json:"hoverProvider"`
	Definition         bool              `json:"definitionProvider"`
	References         bool              `json:"referencesProvider"`
	Highlight          bool              `json:"documentHighlightProvider"`
	Symbols            bool              `json:"documentSymbolProvider"`
	Links              struct{}          `json:"documentLinkProvider"`
	Rename             renameOptions     `json:"renameProvider"`
	CodeAction         codeActionOptions `json:"codeActionProvider"`
	Folding            bool              `json:"foldingRangeProvider"`
}

type syncOptions struct {
	OpenClose bool     `json:"openClose"`
	Change    int      `json:"change"`
	Save      struct{} `json:"save"`
}

type completionOptions struct {
	TriggerCharacters []string `json:"triggerCharacters"`
}

type renameOptions struct {
	Prepare bool `json:"prepareProvider"`
}

type codeActionOptions struct {
	Kinds []string `json:"codeActionKinds"`
}

type didOpenParams struct {
	TextDocument struct {
		URI     uri    `json:"uri"`
		Version int    `json:"version"`
		Text    string `json:"text"`
	} `json:"textDocument"`
}

type didChangeParams struct {
	TextDocument struct {
		URI     uri `json:"uri"`
		Version int `json:"version"`
	} `json:"textDocument"`
	ContentChanges []contentChange `json:"contentChanges"`
}

type contentChange struct {
	Range *span  `json:"range"`
	Text  string `json:"text"`
}

type documentParams struct {
	TextDocument documentID `json:"textDocument"`
}

type positionParams struct {
	TextDocument documentID `json:"textDocument"`
	Position     position   `json:"position"`
}

type referenceParams struct {
	positionParams
	Context struct {
		IncludeDeclaration bool `json:"includeDeclaration"`
	} `json:"context"`
}

type renameParams struct {
	positionParams
	NewName string `json:"newName"`
}

type codeActionParams struct {
	TextDocument documentID `json:"textDocument"`
	Range        span       `json:"range"`
	Context      struct {
		Only []string `json:"only"`
	} `json:"context"`
}

type cancelParams struct {
	ID json.RawMessage `json:"id"`
}

type registrationParams struct {
	Registrations []registration `json:"registrations"`
}

type registration struct {
	ID              string `json:"id"`
	Method          string `json:"method"`
	RegisterOptions any    `json:"registerOptions"`
}

type watchOptions struct {
	Watchers []fileWatcher `json:"watchers"`
}

type fileWatcher struct {
	GlobPattern string `json:"globPattern"`
}

// Numbers of the specification.
const (
	syncIncremental = 2

	severityError       = 1
	severityWarning     = 2
	severityInformation = 3

	symbolNamespace = 3
	symbolEvent     = 24
	symbolVariable  = 13
	symbolKey       = 20

	itemText      = 1
	itemFunction  = 3
	itemVariable  = 6
	itemProperty  = 10
	itemValue     = 12
	itemKeyword   = 14
	itemFile      = 17
	itemReference = 18
	itemConstant  = 21
	itemEvent     = 23

	highlightRead  = 2
	highlightWrite = 3

	codeNotInitialized = -32002
	codeRequestFailed  = -32803
)
