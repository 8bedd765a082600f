"""The text of `docs/format.md`: what authors can write, from the record classes and the templates."""

from __future__ import annotations

from psoas_pdf.library import KINDS
from psoas_pdf.schema import tables
from psoas_pdf.templates import template

TOLD = (
    ("plan", "Plan"),
    ("clinic", "Clinic"),
    ("exercise", "Exercise"),
    ("layout", "Layout"),
    ("theme", "Theme"),
    ("stock", "Stock"),
    ("muscle", "Muscle"),
    ("help", "Help file"),
    ("source", "Sources file"),
    ("plate", "Plate"),
    ("language", "Language"),
)

HEAD = """\
# What you can write

All of it is text in YAML. This page is made from the program itself (`pytest --accept tests/test_format.py`).

- [How YAML is read here](#how-yaml-is-read-here)
- [Your own folder](#your-own-folder)
- [A plan of your own](#a-plan-of-your-own)
- [A clinic of your own](#a-clinic-of-your-own)
- [An exercise of your own](#an-exercise-of-your-own)
- [A pose](#a-pose)
- [A layout of your own](#a-layout-of-your-own)
- [A theme of your own](#a-theme-of-your-own)
- [Other languages](#other-languages)
- [All keys](#all-keys)

## How YAML is read here

A record is a list of keys with values. What stands further in belongs to the key above it. `#` begins a note.

```yaml
title: Your hip exercises     # a text
weeks: 4                      # a number
outputs: [handout, cards]     # a list; or one entry on each line, after '- '
person:                       # keys inside a key
  name: Sample Patient
```

- A text stays what you wrote: `no`, `12:30` and `010` are texts, not a truth value, a time and a number.
- Put a text in 'single quotes' when it holds `: ` or ` #`, or begins with one of `[ { & * ! | > % @ '` or a
  backtick.
- A long text can go over several lines after `>-`; it is printed as one paragraph.
- A length is a number and a unit: `12 mm`, `1.5 cm`, `10 pt`, `0.5 in`. A time is `30 s`, `2 min` or `1 h`.
  A range is `8-12`, or one number.
- A key without a value counts as left out.
- Anchors (`&`), aliases (`*`), tags (`!`) and a key written twice are errors, and so is a key that does not
  exist.

`psoas-pdf check` tells everything that is wrong in a file, with line and column.

## Your own folder

Your own records stand in a folder of the same shape as the program's, and are laid over it with
`--library DIR`. The same id replaces a ready record, a new id adds one. An id is the file's name without
`.yaml`.

```
my-clinic/
  sources.yaml
  exercises/  muscles/  plans/  plates/  help/  languages/
  layouts/
    themes/  stocks/
```

`my-clinic/data/exercises/` and so on are read too. A file that a record names (a logo, a font) is found from
the record's own folder, and must stand inside it or inside your folder.
"""

PLAN = """\
## A plan of your own

`psoas-pdf new plan NAME` writes this file. `psoas-pdf build ./NAME.yaml` prints it as it stands.

```yaml
{text}```

An exercise brings its usual dose; `dose:` in the plan changes single parts of it. `side: left` prints the
picture mirrored. Named `days` also say how many days a week.

To change a ready plan, copy it: `psoas-pdf show iliopsoas --kind plan --yaml > plan.yaml`.
"""

CLINIC = """\
### Groups

Exercises that stand one after another with the same `group` have it as a heading over them: a warm-up, day 1 and
day 2. Exercises that are done in turn have a `label`, such as `A1` and `A2`.

```yaml
exercises:
  - {exercise: knee-to-chest, group: Warm-up}
  - {exercise: sit-up, group: Strength, label: A1}
  - {exercise: lying-leg-raise, group: Strength, label: A2}
```

### A plan from a plan

```yaml
extends: iliopsoas          # an id, or a file such as ../plans/hip.yaml
goal: to dance again
changes:
  sit-up: {dose: {sets: 2}}
leave-out: [overhead-ball-throw]
```

A key that is written here replaces the other plan's; `changes` and `leave-out` go into its list of exercises.
What is one person's (`person`, `date`, `review`, `note`) is never taken over, and a plan that others extend
can't hold `max` or `skip`.

The command line changes single values, as if they were written in the file:

```
psoas-pdf build iliopsoas --set exercises.sit-up.sets=2 --set weeks=6 --set outputs=handout,cards
```

## A clinic of your own

`psoas-pdf new clinic NAME` writes this file.

```yaml
{text}```

A plan takes the clinic that `--clinic` names, else the one under its own key `clinic` (a file, or the same keys
in the plan), else the `clinic.yaml` beside it.

The colour takes the place of the theme's accent, and 12 % of it in white that of the tint; text in it must have a
contrast of 4.5 : 1 on both. Themes without colour keep theirs, and the stop box, cautions and arrows always do.

A logo in SVG is printed as drawing: paths and basic shapes in plain colours, with groups, transforms, classes,
opacity and clips. Text (make paths of it), gradients, filters, pictures inside it and scripts are errors. A PNG
or JPEG has at most 25 megapixels and 2 MB.
"""

EXERCISE = """\
## An exercise of your own

`psoas-pdf new exercise NAME` writes this file to `exercises/NAME.yaml`. Name it in a plan and print that with
`--library .`. To change a ready exercise, copy it and keep its id: yours replaces it.

```
psoas-pdf show lying-leg-raise --yaml > exercises/lying-leg-raise.yaml
```

```yaml
{text}```
"""

POSE = """\
## A pose

The figure is drawn from joint angles and from what touches what. It faces right; its right side is the near
one. Angles are degrees from standing upright with the arms at the sides; the hip's is the thigh against the
pelvis, as a clinician measures it. `end` says only what differs from `start`, and `fault` what differs from
`end`. What nobody says is as in standing.

A foot, a knee or a hand that touches something at the start still touches it at the end, and the joints
above it give way for that, unless the end says that it is `free`.

```yaml
poses:
  camera: side
  props: {mat: {}}
  start:
    pelvis: 90                # tipped back by 90 degrees: lying on the back
    left: {hip: 45, knee: 90}
    contacts: {back: on mat, head: on mat, left-foot: on mat, right-leg: on mat}
  end:
    right: {hip: 45}          # the right leg lifted, nothing else changed
    contacts: {right-leg: free}
  arrows:
    - follow: right-ankle
  muscle: {side: right, state: shorter}
```

An angle outside the joint's range, a part under the floor, and a hand that can't reach what it should hold are
errors.

### How the body lies or stands

| position | `pelvis`, `roll` | what carries it |
|---|---|---|
| standing | `pelvis: 0` | `feet: on floor` |
| sitting | `pelvis: 0`, both hips about 90 | `seat: on chair`, then `feet: on floor` |
| on the back | `pelvis: 90` | `back: on mat` |
| on the front | `pelvis: -90` | `front: on mat` |
| on the left side, facing the viewer, the right side on top | `pelvis: -90`, `roll: -90` | `side: on mat` |
| on all fours | `pelvis: -90`, hips 90, knees 85 | `knees: on mat`, `feet: top on mat`, `hands: on mat` |
| plank | `pelvis: -80`, hips and knees 0 | `feet: toes on mat`, `forearms: on mat` (or `hands`); the lean is found |

A shin that kneels lies flat when pelvis + hip - knee is about -85. What carries the body comes first and goes on
carrying it in the end picture until it is `free`; then the next contact of the list carries it.

### What can touch what

| part | contacts |
|---|---|
| `back`, `front`, `side`, `seat` | `on mat`, `on floor`, `on bench`, `on chair` |
| `back` | `on wall`: the body moves to the wall |
| `right-foot`, `feet` | `on floor` (flat), `toes on floor`, `heel on floor`, `sliding on floor` (may move) |
| `right-foot`, `feet` | `top on mat`, `top on bench`: the instep |
| `right-foot` | `on left-thigh at 0.85`: the ankle on the other leg |
| `right-foot` | `on left-foot`: stays on it when the knee opens, lying on the side |
| `feet` | `together`: sole to sole |
| `right-knee`, `knees` | `on mat`, `on cushion` |
| `right-leg`, `legs` | `on mat`: lies; `on left-leg`: the upper leg rests on the lower one |
| `head` | `on mat`; `on hands` (forehead, lying on the front); `on left-arm` (lying on the side) |
| `left-arm`, `arms` | `on mat`: the whole arm lies |
| `left-forearm`, `forearms` | `on mat`: the elbow below the shoulder |
| `right-hand`, `hands` | `on floor`, `on bench`, `on wall`, `sliding on mat` |
| `right-hand`, `hands` | `hold ball`, `hold strap`, `hold chair` (its back) |
| `right-hand`, `hands` | `on left-thigh at 0.6`, `clasp right-shin at 0.2`, `behind right-thigh`, `clasp right-foot` |
| `right-hand` | `on right-hip`, `on left-shoulder`, `on left-knee`, `on left-hand`, `clasp left-arm` |
| `right-hand`, `hands` | `behind head`, `on head`, `under head` (below the forehead) |
| `hands` | `together`: palm to palm |

`at` says how far along the limb: 0 at its upper end, 1 at its lower end.

### Straps, bands and chairs

```yaml
poses:
  props:
    mat: {}
    strap: {through: [right-hand, right-foot, left-hand]}
    band: {through: [right-thigh at 0.85, left-thigh at 0.85], loop: true}
  start:
    pelvis: 90
    right: {hip: 60, knee: 60}
    both: {shoulder: 60, elbow: 20}
    contacts: {back: on mat, head: on mat, left-leg: on mat, hands: hold strap}
  end:
    right: {hip: 80, knee: 10}
```

A `chair` has a back; `back: 0` makes it a stool. A `step` or a low `bench` goes under a foot: say where with `at`.

### Arrows

An arrow that no place is given for finds one that is clear of the body and of other arrows.

```yaml
poses:
  start:
    pelvis: -80
    contacts: {feet: toes on floor, forearms: on floor}
  end: {}
  arrows:
    - {follow: right-ankle}                                         # the way of a part
    - {kind: hold, follow: right-shoulder, to-part: right-ankle}    # two heads: kept still
    - {kind: tuck}                                                  # round the pelvis, the way it tips
    - {kind: turn}                                                  # over the head, the way the trunk turns
```
"""

LAYOUT = """\
## A layout of your own

`psoas-pdf new layout NAME` writes this file to `layouts/NAME.yaml`; print with `--layout layouts/NAME.yaml`.

```yaml
{text}```

- `extends:` takes everything from another layout that this one doesn't say itself.
- `sections:` says which sections are printed, in order. With `extends:`, a section that is named keeps what
  the other layout says of it, and one that is not named is dropped.
- `changes:` changes single sections, by name, and leaves the others as they are.
- `on:` changes single sections on one stock only.

Without `extends:` a layout must say all of it: kind, stock, stocks, theme, margins and sections. The ready
ones show how: `psoas-pdf show handout --yaml`.

## A theme of your own

A theme in `layouts/themes/` of your folder says colours, type and measures. With `extends: standard` it says
only what is different; an entry that it names replaces the other theme's whole entry. Text has a contrast of
4.5 : 1 or more on paper and on the tint. Another accent brings its own tint, unless you write one.

```yaml
id: our-clinic
name: Our colours
extends: standard
colours:
  accent: '#1F4E79'
styles:
  title: {size: 26, leading: 30, weight: bold}
```

`scale` makes another theme larger: type, leading and the lengths that follow type. `fixed` names those that don't.
Cards keep their size. The handout in 14 pt:

```yaml
id: fourteen
name: 14 pt
extends: standard
scale: 1.1667
```

`arrangement: one-column` puts pictures over words; pages narrower than the length `least-two-columns` have it
anyway. A layout's `themes` says in which themes it can be printed; large print (16 pt and more) counts only
where it is named.
"""

LANGUAGES = """\
## Other languages

A record's texts are in the language that its key `language` says, else in English (`en`). Beside its keys a
record can hold the same texts in other languages. A translation has the shape of the record but only what is
printed; its lists are as long as the record's.

```yaml
name: Lying leg raise
steps:
  - Lift the leg.
  - Lower it.
translations:
  de:
    name: Beinheben im Liegen
    steps:
      - Heb das Bein.
      - Senk es wieder.
```

The program's own words stand in `languages/`, one file a language. `psoas-pdf build --language de` prints a
plan in German if there is a `languages/de.yaml`; a text that has no translation is printed in its first
language, with a warning. To begin one, copy the English words and change `id`, `name`, `tag`, `emergency` and
what stands behind each word. A name in braces, such as `{number}`, is a gap: it stays as it is, anywhere in the text.

```
psoas-pdf show en --kind language --yaml > languages/de.yaml
```

## All keys

*needed* marks a key that must be there. *else* says what holds when a key is left out.
"""


def text() -> str:
    """The whole page."""
    parts = [
        HEAD,
        PLAN.replace("{text}", template("plan")),
        CLINIC.replace("{text}", template("clinic")),
        EXERCISE.replace("{text}", template("exercise")),
        POSE,
        LAYOUT.replace("{text}", template("layout")),
        LANGUAGES,
    ]
    told: set[type] = set()
    for kind, title in TOLD:
        parts.append("\n".join(tables(KINDS[kind].record, title, told, 3)))
    return "\n".join(parts).rstrip("\n") + "\n"
