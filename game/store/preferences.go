package store

import "context"

// Preferences are the player's settings, by name.
func (s *Store) Preferences(ctx context.Context) (map[string]string, error) {
	prefs := map[string]string{}
	err := s.reading(ctx, func(ctx context.Context) error {
		rows, err := s.db.QueryContext(ctx, `SELECT name, value FROM preferences`)
		if err != nil {
			return err
		}
		return each(rows, func() error {
			var name, value string
			if err := rows.Scan(&name, &value); err != nil {
				return damaged("preferences", err)
			}
			prefs[name] = value
			return nil
		})
	})
	if err != nil {
		return nil, s.explain(err, "reading the preferences")
	}
	return prefs, nil
}

// Prefer keeps one setting in the place of the one before.
func (s *Store) Prefer(ctx context.Context, name, value string) error {
	err := s.within(ctx, func(w work) error {
		_, err := w.exec(`INSERT INTO preferences (name, value) VALUES ($1, $2)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
		return err
	})
	return s.explain(err, "keeping preference %s", name)
}
