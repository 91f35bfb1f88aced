"""usage: check.py PROGRAMS   runs every command that writes JSON, in a scratch instance, and holds what it writes against docs/schema/opvolg.json, where a key
that does not stand in it is a mistake too. Prints each mistake, and ends with 1 when there is one, or when a definition or a command was left out."""
import copy, json, os, pathlib, re, subprocess, sys, tempfile
import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs/schema/opvolg.json").read_text())
# Each command in turn, with its definition; what stands before it in a story is done by the commands before.
STORY = """
opened_case         case open VL-1 --school school
opened              add noodsituatie --case VL-2 --school school --as directie-school
opened              add medewerker-training --person leerkracht-groep5 --note cursus
opened              add taak --title Bel --due 2w --school school --owner leerkracht-groep5
closed              close 1 zorg
reopened            reopen 1 --reason toch --as ib-school
                    PASS
follow_ups          list --status all
follow_ups          overdue
follow_up_in_full   show 1
follow_up_in_full   show 3
follow_up           snooze 2 --until 2d --reason wacht
follow_up           reschedule 2 --due 3w --reason later
follow_up           assign 2 directie
follow_up           cancel 2 --reason weg
follow_ups          assign --all-of leerkracht-groep5 --to directie
struck              strike 5 --note --reason naam
rows                import trainings.csv --dry-run
rows                import trainings.csv
rows                school-year start --dry-run
rows                school-year start
cases               case list
case                case exclude VL-1 leerkracht-groep5
readmission         case readmit VL-1 leerkracht-groep5 --reason terug
case_role           case role VL-1 ib directie-school
case                case hold VL-1 --reason klacht
case_in_full        case show VL-1
case                case release VL-1
case                case left VL-1
opened_case         case open VL-3 --school school --start overdracht
                    CANCEL VL-3
closed_case         case close VL-3
opened_case         case reopen VL-3
moved_case          case move VL-3 --catalogue meldcode
kinds               kind list
kind                kind show hulp-aangekomen
trial               kind try signalen-vastleggen zorg zorg advies
away                person away ib-school --from 2030-01-07 --until 2030-01-11
persons             person list
back                person back ib-school
sessions            person sessions ib-school
signed_out          person sign-out ib-school
contacts            contact list
forecast            forecast --days 60
messages            message list
message_in_full     message show 1
history             history
history             history 1
verification        history verify
reads               history reads
backup              backup
                    LATER
restored            restore --last
promoted            standby promote --now
export              export --person ib-school
purge               purge --dry-run
status              status
"""
PEOPLE = '''
[[catalogue]]
file = "meldcode.toml"
[[person]]
id     = "leerkracht-groep5"
name   = "Leerkracht groep 5"
email  = "groep5@school.example"
school = "school"
'''


def strict(node, composed=False):
    """The same schema, with every key refused that does not stand in it."""
    if isinstance(node, list):
        return [strict(item, composed) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: strict(value, composed=key == "allOf") for key, value in node.items() if key != "properties"}
    if "properties" in node:
        made["properties"] = {key: strict(value) for key, value in node["properties"].items()}
    if not composed and ("$ref" in node or ("properties" in node)):
        if "$ref" in node:
            made = {"allOf": [made]}
        made["unevaluatedProperties"] = False
    return made


def validator(name):
    # A definition itself stays open, because others are made of it; where it is referred to, it is closed.
    definitions = {key: strict(value, composed=True) for key, value in SCHEMA["$defs"].items()}
    return jsonschema.Draft202012Validator(strict({"$ref": f"#/$defs/{name}"}) | {"$defs": definitions})


def main():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    programs = pathlib.Path(sys.argv[1]).resolve()
    mistakes, tried, filled = [], set(), set()
    with tempfile.TemporaryDirectory(prefix="opvolg-schema-") as folder:
        folder = pathlib.Path(folder)

        def run(*arguments):
            return subprocess.run([programs / arguments[0], *arguments[1:]], cwd=folder, capture_output=True, text=True)

        made = run("opvolg", "init")
        if made.returncode != 0:
            sys.exit(made.stderr)
        with open(folder / "opvolg.toml", "a") as file:
            file.write(PEOPLE)
        (folder / "trainings.csv").write_text("kind;person;due\nmedewerker-training;leerkracht-groep5;2030-03-01\n")
        for line in STORY.strip().splitlines():
            name, *arguments = line.split()
            if name == "CANCEL":
                shown = json.loads(run("opvolg", "case", "show", arguments[0], "--format", "json").stdout)
                for number in shown["open"]:
                    run("opvolg", "cancel", str(number), "--reason", "weg")
                continue
            if name in ("PASS", "LATER"):
                if name == "LATER":
                    run("opvolg", "add", "noodsituatie", "--case", "VL-9", "--school", "school", "--as", "directie-school")
                done = run("opvolgd", "--once")
                if done.returncode != 0:
                    sys.exit(done.stderr)
                continue
            done = run("opvolg", *arguments, "--format", "json")
            said = f"opvolg {' '.join(arguments)}"
            tried.add(name)
            # status may say a warning.
            if done.returncode not in ((0, 1) if name == "status" else (0,)):
                mistakes.append(f"{said}: exit code {done.returncode}: {done.stderr.strip()}")
                continue
            output = json.loads(done.stdout)
            if output:
                filled.add(name)
            for error in validator(name).iter_errors(output):
                place = "/".join(str(part) for part in error.absolute_path)
                mistakes.append(f"{said}: {place or 'the whole'}: {error.message[:300]}")
        table = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/schema/README.md").read_text(), re.M)
        mistakes += [f"docs/schema/README.md has no row for {name}" for name in sorted(tried - set(table))]
        mistakes += [f"{name} is of no command that was tried" for name in sorted(set(table) - tried)]
        mistakes += [f"{name} was always empty, so nothing of it was looked at" for name in sorted(tried - filled - {"sessions", "reads", "purge"})]
        # Every command that takes --format has been tried; history is history show, and nothing here has failed that could be retried.
        known_by_another = [["history", "show"], ["message", "retry"]]
        helps = [["--help"]]
        known = {tuple(line.split()[1:]) for line in STORY.strip().splitlines()}
        while helps:
            text = run("opvolg", *helps[0]).stdout
            command = helps.pop(0)[:-1]
            if "SUBCOMMANDS:" in text or re.search(r"^[A-Z ]*SUBCOMMANDS:|^[A-Z][\w ]+:\n  \w", text, re.M) and not command:
                names = re.findall(r"^  ([a-z][a-z-]+)(?: \(default\))?(?:  |$)", text, re.M)
                helps += [command + [name, "--help"] for name in names if name != "help"]
            if command and "--format" in text and command not in known_by_another and not any(story[: len(command)] == tuple(command) for story in known):
                mistakes.append(f"opvolg {' '.join(command)} takes --format, and stands in no story")
    for mistake in mistakes:
        print(mistake)
    print(f"schema: {len(tried)} definitions, {len(STORY.strip().splitlines())} commands, {len(mistakes)} mistakes")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
