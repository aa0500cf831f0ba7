"""Reads what `editor/interchange` writes with OpenTimelineIO's own readers and compares every clip:
track, in, out, source in, name and reel, all metadata of our own stripped (there is none).

usage: foreign_readers.py EDITOR_TESTS   (the test program; see README.md beside this file)
"""

import json
import os
import subprocess
import sys
import tempfile

import opentimelineio as otio


def reel_of(clip, form):
    reference = clip.media_reference
    if form == "otio":
        # written where the CMX adapter keeps it, and as the reference's name
        reel = clip.metadata.get("cmx_3600", {}).get("reel", "")
        return reel if reel == reference.name else f"{reel} is not {reference.name}"
    if form == "edl":
        return clip.metadata.get("cmx_3600", {}).get("reel", "")
    if form == "xml":
        return reference.metadata["fcp_xml"]["timecode"]["reel"]["name"]
    if form == "fcpxml":
        found = reference.metadata["fcpx"]["metadata"]
        return next(one["com.apple.proapps.studio.reel"] for one in found)
    raise ValueError(form)


def clips_of(track, name, rate, form):
    found = []
    for clip in track.find_clips():
        if isinstance(clip.media_reference, otio.schema.GeneratorReference):
            continue
        place = clip.range_in_parent()
        frames = [
            time.rescaled_to(rate).value
            for time in (place.start_time, place.end_time_exclusive(), clip.source_range.start_time)
        ]
        if any(abs(frame - round(frame)) > 0.01 for frame in frames[:2]):
            found.append(f"{clip.name} lies between frames: {frames}")
        found.append([name, *(round(frame) for frame in frames), clip.name, reel_of(clip, form)])
    return found


def order_of_lanes(tracks):
    """Its reader names tracks by lane: the storyline is 0, pictures lie above, sound below."""
    lanes = {int(track.name): track.clone() for track in tracks}
    for lane, track in lanes.items():
        track.name = f"V{lane + 1}" if lane >= 0 else f"A{-lane}"
    return [lanes[n] for n in sorted(lanes, key=lambda n: (n < 0, abs(n)))]


def read(film, folder):
    form = film["format"]
    found = []
    for one in film["files"]:
        path = os.path.join(folder, one["file"])
        if form == "edl":
            timeline = otio.adapters.read_from_file(path, rate=film["rate"])
        else:
            timeline = otio.adapters.read_from_file(path)
            if isinstance(timeline, otio.schema.SerializableCollection):
                timeline = timeline[0]
        if form == "fcpxml":
            timeline.tracks[:] = order_of_lanes(timeline.tracks)
        for track in timeline.tracks:
            found += clips_of(track, one.get("track", track.name), film["rate"], form)
    return found


def lift_truncated(found, written):
    """The FCPXML reader computes n / d * rate in floats and cuts the rest off, so that 900030 may
    come out as 900029. Such frames are lifted, and counted."""
    lifted = 0
    for one, told in zip(found, written):
        if one[3] == told[3] - 1:
            one[3] += 1
            lifted += 1
    return lifted


def main():
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.argv[1], "[.foreign]"],
            env={**os.environ, "RUSHLIGHT_FOREIGN": folder},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with open(os.path.join(folder, "expected.json"), encoding="utf-8") as file:
            films = json.load(file)
        for film in films:
            found = read(film, folder)
            cut_down = 0
            if film["format"] == "fcpxml":
                cut_down = lift_truncated(found, film["clips"])
            same = found == film["clips"]
            failed += not same
            names = ", ".join(one["file"] for one in film["files"])
            note = f" ({cut_down} source in cut down by its reader)" if cut_down else ""
            print("same" if same else "DIFFERENT", f"{len(found)} clips of {names}{note}")
            if not same:
                for line in film["clips"]:
                    print("   written", line, "" if line in found else "<-")
                for line in found:
                    print("   read   ", line, "" if line in film["clips"] else "<-")
    print(f"{len(films) - failed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
