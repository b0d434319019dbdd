"""fuzz_coverage.py BUILD LEAST FOLDER ...: lines reached in each folder, after gcov, of its sources and headers. Fails below LEAST percent."""
import collections
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile

build, least, folders = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]), sys.argv[3:]
root = pathlib.Path.cwd()
lines = collections.defaultdict(dict)  # file -> line -> whether it was reached
with tempfile.TemporaryDirectory() as scratch:
    for data in build.rglob("*.gcda"):
        subprocess.run(["gcov", "--json-format", "--object-file", str(data), str(data)], cwd=scratch, check=True, capture_output=True)
        for found in pathlib.Path(scratch).glob("*.gcov.json.gz"):
            for file in json.loads(gzip.decompress(found.read_bytes()))["files"]:
                path = pathlib.Path(build, file["file"]).resolve()
                if not path.is_relative_to(root):
                    continue
                seen = lines[str(path.relative_to(root))]
                for line in file["lines"]:
                    seen[line["line_number"]] = seen.get(line["line_number"], False) or line["count"] > 0
            found.unlink()

failed = 0
for folder in folders:
    here = {name: seen for name, seen in lines.items() if name.startswith(folder + "/")}
    whole, reached = sum(map(len, here.values())), sum(sum(seen.values()) for seen in here.values())
    share = 100 * reached / whole if whole else 0
    print(f"## {folder}: {reached} of {whole} lines, {share:.1f} %")
    if share < least:
        failed += 1
        for name, seen in sorted(here.items(), key=lambda each: sum(each[1].values()) - len(each[1])):
            print(f"   {name}: not reached {[number for number, was in sorted(seen.items()) if not was]}"[:300])
print(f"\n{len(folders) - failed} passed, {failed} failed")
sys.exit(failed > 0)
