package typeset

import (
	"container/list"
	"sync"
)

// cacheBytes bounds what is kept: the lines of some two hundred screens of
// Japanese in colour, so that a workshop fits and a long evening does not grow.
const cacheBytes = 4 << 20

// key names a page. Pages never change, so that nothing is ever invalid.
type key struct {
	text  string
	width int
	style Style
	prose bool
}

// cache keeps the pages that were read last. Its zero value is ready.
type cache struct {
	mu    sync.Mutex
	pages map[key]*list.Element // of *entry
	order list.List             // front: read last
	bytes int
}

type entry struct {
	key   key
	once  sync.Once
	page  Page
	bytes int
}

// get returns the page for k, and sets it if nobody has yet. Whoever asks while
// it is being set waits for it instead of setting it again.
func (c *cache) get(k key, set func(key) Page) Page {
	c.mu.Lock()
	if c.pages == nil {
		c.pages = map[key]*list.Element{}
	}
	el, ok := c.pages[k]
	if ok {
		c.order.MoveToFront(el)
	} else {
		el = c.order.PushFront(&entry{key: k})
		c.pages[k] = el
	}
	e := el.Value.(*entry)
	c.mu.Unlock()

	e.once.Do(func() {
		e.page = set(k)
		c.weigh(el, e)
	})
	return e.page
}

// weigh counts a page that was just set, and lets the oldest go if it is too
// much.
func (c *cache) weigh(el *list.Element, e *entry) {
	n := 256 + len(e.key.text)
	for _, l := range e.page.Lines {
		n += len(l) + 16
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pages[e.key] != el {
		return // let go while it was being set
	}
	e.bytes = n
	c.bytes += n
	for c.bytes > cacheBytes && c.order.Len() > 1 {
		oldest := c.order.Back()
		if oldest == el {
			return
		}
		old := c.order.Remove(oldest).(*entry)
		delete(c.pages, old.key)
		c.bytes -= old.bytes
	}
}
