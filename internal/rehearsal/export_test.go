package rehearsal

// Spoiled is a figure typed with a mistake.
func Spoiled(k SlipKind, figure int) string { return k.spoiled(figure) }

// FiguresOn are the figures that stand on a page.
func FiguresOn(fragment string) []int { return figuresOn(fragment) }
