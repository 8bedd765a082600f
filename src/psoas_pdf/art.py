"""Drawings of a run: computed once, kept by content, found again in the wheel or in the user's own store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from psoas_pdf.drawing import Drawing, StoredDrawing
from psoas_pdf.geometry import Box
from psoas_pdf.problems import Problems

if TYPE_CHECKING:
    from psoas_pdf.model.plate import Plate
    from psoas_pdf.model.pose import Scene
    from psoas_pdf.ready import ReadyStore


APART = 3
"""Looks that stand next to one another by their ids are alike, so every third follows the one before."""


TORSO = (52.0, 146.0)
"""Centimetres over the floor that the picture of the muscle shows: from the middle of the thigh to the shoulder."""


class Art:
    """look: id of the person in the pictures.  looks: ids to take in turn from exercise to exercise instead."""

    def __init__(self, store: ReadyStore, look: str, looks: Sequence[str] = ()) -> None:
        self._store, self.look = store, look
        # Read once, so that a picture that is printed twice is one object and is painted once.
        self._drawings: dict[str, Drawing] = {}
        # By identity: the scenes stay alive as long as this table does.
        self._keys: dict[tuple[int, str], tuple[Scene, str]] = {}
        self.looks = tuple(looks[i] for i in sorted(range(len(looks)), key=lambda i: (i % APART, i)))

    def look_of(self, number: int) -> str:
        """Who shows the exercise with this number, from 1."""
        return self.looks[(number - 1) % len(self.looks)] if self.looks else self.look

    def _kept(self, name: str) -> Drawing | None:
        known = self._drawings.get(name)
        if known is None:
            found = self._store.get(name + ".drawing")
            if found:
                known = self._drawings[name] = StoredDrawing(found.decode("ascii"))
        return known

    def _keep(self, name: str, drawing: Drawing) -> Drawing:
        """The drawing with as few curves as print can show, the same as it will be found again."""
        from psoas_pdf.figure.simplify import simplified_drawing

        text = simplified_drawing(drawing).text
        self._store.put(name + ".drawing", text.encode("ascii"))
        kept = self._drawings[name] = StoredDrawing(text)
        return kept

    def _key(self, scene: Scene, look: str) -> str:
        known = self._keys.get((id(scene), look))
        if known is None:
            from psoas_pdf.figure.key import pictures_key

            known = self._keys[id(scene), look] = scene, pictures_key(scene, look)
        return known[1]

    def ready(self, scene: Scene, look: str) -> bool:
        """Whether start and end were drawn before, which says that the scene has no errors."""
        key = self._key(scene, look)
        return all(self._kept(f"{key}-{name}") for name in ("start", "end"))

    def pictures(self, scene: Scene, look: str = "") -> tuple[Drawing, Drawing]:
        """Start and end.  The scene has been solved without errors before."""
        start, end = self._all(scene, ("start", "end"), look or self.look)
        return start, end

    def fault(self, scene: Scene) -> Drawing | None:
        """How not to do it, with a cross; None where the exercise has no such picture."""
        return self._all(scene, ("fault",), self.look)[0] if scene.fault else None

    def _all(self, scene: Scene, names: tuple[str, ...], look: str) -> list[Drawing]:
        key = self._key(scene, look)
        found = [self._kept(f"{key}-{name}") for name in names]
        if None in found:
            from psoas_pdf import figure

            drawn = figure.draw(scene, look=look)
            new = {"start": drawn.start, "end": drawn.end}
            if drawn.fault:
                from psoas_pdf.figure.fault import crossed

                new["fault"] = crossed(drawn.fault)
            kept = {name: self._keep(f"{key}-{name}", drawing) for name, drawing in new.items()}
            found = [kept[name] for name in names]
        return [drawing for drawing in found if drawing]

    def torso(self) -> Drawing:
        """The person from shoulder to thigh, so that the muscle is large."""
        whole = self.standing()
        return whole.cropped(Box(whole.box.x0, TORSO[0], whole.box.x1, TORSO[1]))

    def standing(self) -> Drawing:
        """The whole person from the side, with the muscle."""
        from psoas_pdf.figure.key import standing_key

        key = standing_key(self.look)
        found = self._kept(key)
        if found is None:
            from psoas_pdf import figure

            found = self._keep(key, figure.standing(self.look, muscle=True))
        return found

    def plate(self, plate: Plate, problems: Problems) -> Drawing:
        """A plate's drawing; what is wrong with its data goes into `problems`, and nothing is kept then."""
        from psoas_pdf.figure.key import plate_key

        key = plate_key(plate)
        found = self._kept(key)
        if found is None:
            from psoas_pdf.figure.plate import draw_plate

            mine = Problems()
            drawn = draw_plate(plate, mine)
            problems.extend(mine)
            found = drawn if len(mine) else self._keep(key, drawn)
        return found
