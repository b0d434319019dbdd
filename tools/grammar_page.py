#!/usr/bin/env python3
"""Prints a section of grammar/Leaflaw.g4 in the notation of docs/authors/grammar.md; without an argument, the names of the sections.

The page's blocks are made from the grammar, and the tests compare them (LEAFLAW_BLESS=1 build/bin/test_docs writes them anew). A page
written by hand and checked only for its words would keep every word and still drift in what is optional and what repeats."""
import pathlib
import re
import sys

GRAMMAR = pathlib.Path(__file__).parent.parent / "grammar" / "Leaflaw.g4"
FIRST_SECTION = "a file"
NAMES, ANY_NAME, STEP = "names", "word", "stepName"     # the rules of names are long lists of words: printed as such
TOKENS = "tokens"                                       # described by hand on the page
# What people call it, where the grammar's own name is no word of theirs. The rest: `headerClause` is header-clause, `limitDecl` is limit.
CALLED = {"word": "name", "stepName": "step", "nameList": "names", "policyId": "policy-name", "expr": "amount", "factor": "simple-amount", "term": "product",
          "unary": "simple-condition", "unitWord": "unit-word", "optionalExpr": "amount-if-given", "vocabularyDecl": "vocabulary", "enumValue": "listed-word"}
WIDTH = 110


def sections():
    """Name of each section -> its rules, {name: body}, both in their order."""
    text = GRAMMAR.read_text()
    parts = re.split(r"^// ---- (.*?) -+$", text, flags=re.M)
    found = {}
    for title, body in zip([FIRST_SECTION] + parts[1::2], parts[0::2]):
        body = re.sub(r"//.*", "", body).replace("grammar Leaflaw;", "")
        found[title] = dict(re.findall(r"(?:^|\n)\s*(?:fragment\s+)?(\w+)\s*:((?:'(?:\\.|[^'])*'|\[(?:\\.|[^\]])*\]|[^;'\[])*);", body))
    return found


def lexed(body):
    return [each for each in re.findall(r"'(?:\\.|[^'])*'|#\s*\w+|[\w]+|[()|?*+]", body) if not each.startswith("#")]


class Reader:
    """Body of a rule -> a tree of ("word" | "rule" | "all" | "any" | "maybe" | "repeat", value)."""

    def __init__(self, body):
        self.tokens, self.at = lexed(body), 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def alternatives(self):
        found = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            found.append(self.sequence())
        return found[0] if len(found) == 1 else ("any", found)

    def sequence(self):
        found = []
        while self.peek() not in (None, "|", ")"):
            found += self.piece()
        return found[0] if len(found) == 1 else ("all", found)

    def piece(self):
        token = self.tokens[self.at]
        self.at += 1
        if token == "(":
            piece = self.alternatives()
            self.at += 1
        else:
            piece = ("word", token[1:-1]) if token.startswith("'") else ("rule", token)
        repeats = self.peek()
        if repeats not in ("?", "*", "+"):
            return [piece]
        self.at += 1
        return {"?": [("maybe", piece)], "*": [("repeat", piece)], "+": [piece, ("repeat", piece)]}[repeats]


def called(rule):
    if rule.isupper():
        return rule
    return CALLED.get(rule) or re.sub(r"(?<=[a-z])[A-Z]", lambda m: "-" + m[0].lower(), re.sub(r"Decl$", "", rule))


def printed(tree, inside=False):
    """As one line. `inside`: in a sequence, where alternatives need their parentheses."""
    kind, value = tree
    if kind == "word":
        return f'"{value}"'
    if kind == "rule":
        return called(value)
    if kind == "maybe":
        return f"[ {printed(value)} ]"
    if kind == "repeat":
        return f"{{ {printed(value)} }}"
    if kind == "any":
        text = " | ".join(printed(each, True) for each in value)
        return f"( {text} )" if inside else text
    text = " ".join(printed(each, True) for each in value)
    return re.sub(r'(?<=[a-z])" "(?=[a-z])', " ", text)     # words in a row: "applies to"


def rule_text(name, body):
    tree = Reader(body).alternatives()
    line = f"{called(name)} = {printed(tree)}"
    if len(line) <= WIDTH:
        return line
    pieces = tree[1] if tree[0] == "any" else [tree]
    return f"{called(name)} =\n    " + "\n  | ".join(printed(each, True) for each in pieces)


def filled(words):
    lines = [""]
    for word in sorted(words, key=str.lower):
        if len(lines[-1]) + len(word) + 1 > WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def names_text(all_rules):
    """Which reserved words may be names, and which only the steps of a path."""
    literals = lambda body: {each for each in re.findall(r"'((?:\\.|[^'])*)'", body) if each[0].isalpha()}
    anywhere, steps = literals(all_rules[ANY_NAME]), literals(all_rules[STEP])
    every = set().union(*(literals(body) for name, body in all_rules.items() if not name.isupper()))
    never = every - anywhere - steps
    parts = [f"may be names:\n{filled(anywhere)}", f"may not, but after a point, as in `item.{min(steps)}`:\n{filled(steps)}"]
    if never:
        parts.append(f"may never:\n{filled(never)}")
    return "\n\n".join(parts)


def main():
    found = sections()
    names = [each for each in found if each != TOKENS] + [NAMES]
    if len(sys.argv) < 2:
        print("\n".join(names))
    elif sys.argv[1] == NAMES:
        print(names_text({name: body for rules in found.values() for name, body in rules.items()}))
    elif sys.argv[1] in names:
        print("\n".join(rule_text(name, body) for name, body in found[sys.argv[1]].items() if name not in (ANY_NAME, STEP)))
    else:
        sys.exit(f"there is no section {sys.argv[1]!r}; there is: {', '.join(names)}")


if __name__ == "__main__":
    main()
