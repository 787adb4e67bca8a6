"""Show what the product makes: set it up, then export the sample plan's dossier into demo/."""

from environment import ROOT, export_sample, prepare


def main() -> None:
    """Export the sample and list the files."""
    prepare("run", "build")
    out = ROOT / "demo"
    export_sample(out)
    print(f"\nThe dossier of the sample, in {out}:")
    for file in sorted(path for path in out.rglob("*") if path.is_file()):
        print(f"  {file.relative_to(out)}  ({file.stat().st_size:,} bytes)")


if __name__ == "__main__":
    main()
