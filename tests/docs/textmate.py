"""Holds a TextMate grammar against the tokens of the real lexer.

textmate.py GRAMMAR TOKENS: TOKENS has lines `FILE path` and, for each token of that file, `begin end kind` (bytes). Prints what does not agree, a line
each and 20 at most, then `N tokens, N wrong`. The matcher does what an editor does with the forms that our grammar uses: the leftmost pattern wins, of
several at one place the first; `match` with captures, `begin`/`end`, `include`."""
import json
import re
import sys

# What the innermost scope of every character of a token begins with. A text holds filled-in parts, so its scopes are looked through.
WANTED = {
    "remark": ("comment.line",), "text": ("string.quoted",), "unclosed": ("invalid.illegal.unclosed-text",), "date": ("constant.numeric.date",),
    "time": ("constant.numeric.time",), "number": ("constant.numeric.leaflaw",), "zone": ("constant.other.zone", "entity.name.namespace"),
    "word": ("keyword.",), "declared": ("entity.name.",), "name": ("variable.other", "entity.name."), "stray": ("invalid.illegal.stray",),
    "sign": ("punctuation.", "keyword.operator.arithmetic", "keyword.other.unit"),
}


class Grammar:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.tree = json.load(file)
        self.compiled = {}
        self.flat = {}

    def regex(self, text):
        if text not in self.compiled:
            self.compiled[text] = re.compile(text, re.ASCII)
        return self.compiled[text]

    def patterns(self, node):
        """The patterns of a node in their order, with what they include."""
        if id(node) not in self.flat:
            found = []
            for each in node.get("patterns", []):
                if "include" in each:
                    each = self.tree["repository"][each["include"][1:]]
                found += [each] if "match" in each or "begin" in each else self.patterns(each)
            self.flat[id(node)] = found
        return self.flat[id(node)]

    def first(self, node, line, at, end):
        best = None
        for each in self.patterns(node):
            hit = self.regex(each.get("match") or each["begin"]).search(line, at)
            if hit and hit.end() > hit.start() and (best is None or hit.start() < best[1].start()):
                best = (each, hit)
        closing = self.regex(end).search(line, at) if end else None
        if closing and (best is None or closing.start() <= best[1].start()):
            return None, closing
        return best or (None, None)

    def scopes(self, line):
        """For each character its scopes, innermost last. Nothing of our grammar goes on in the next line."""
        scopes = [[] for _ in line]
        open_nodes = [(self.tree, None)]
        at = 0
        while True:
            node, end = open_nodes[-1]
            pattern, hit = self.first(node, line, at, end)
            inner = [each["name"] for each, _ in open_nodes if each is not self.tree]
            upto = hit.start() if hit else len(line)
            for k in range(at, upto):
                scopes[k] = inner
            if not hit:
                return scopes, len(open_nodes) == 1
            own = [pattern["name"]] if pattern and "name" in pattern else []
            for k in range(hit.start(), hit.end()):
                scopes[k] = inner + own
            for number, capture in (pattern or {}).get("captures", {}).items():
                for k in range(*hit.span(int(number))):
                    scopes[k] = inner + own + [capture["name"]]
            at = hit.end()
            if pattern is None:
                open_nodes.pop()
            elif "begin" in pattern:
                open_nodes.append((pattern, pattern["end"]))


def agrees(kind, scopes):
    looked_at = scopes if kind == "text" else scopes[-1:]
    return any(scope.startswith(WANTED[kind]) for scope in looked_at)


def check(grammar, path, tokens):
    with open(path, "rb") as file:
        text = file.read().decode("latin-1")          # a character a byte
    scopes, closed = [], True
    for line in re.split(r"(\r\n|\n|\r)", text):
        if line[:1] in ("\r", "\n"):
            scopes += [[]] * len(line)
            continue
        found, whole = grammar.scopes(line)
        scopes += found
        closed = closed and whole
    wrong = [] if closed else [f"{path}: a pattern goes on over the end of a line"]
    for begin, end, kind in tokens:
        for k in range(begin, end):
            if not agrees(kind, scopes[k]):
                wrong.append(f"{path}:{text.count(chr(10), 0, begin) + 1}: `{text[begin:end]}` is a {kind}, and has the scopes {scopes[k]}")
                break
    return wrong


def main():
    grammar, files = Grammar(sys.argv[1]), []
    with open(sys.argv[2], encoding="utf-8") as listed:
        for line in listed:
            if line.startswith("FILE "):
                files.append((line[5:].rstrip("\n"), []))
            else:
                begin, end, kind = line.split()
                files[-1][1].append((int(begin), int(end), kind))
    wrong = [each for path, tokens in files for each in check(grammar, path, tokens)]
    print("".join(each + "\n" for each in wrong[:20]), end="")
    print(f"{sum(len(tokens) for _, tokens in files)} tokens, {len(wrong)} wrong")


main()
