"""Every parser meets libFuzzer: seconds here, an hour each in the soak."""

from suites.places import ROOT

BUILD = ROOT / "build" / "fuzz"


def run(context):
    if not (BUILD / "build.ninja").exists():
        context.passes("configure", ["cmake", "--preset", "fuzz"], cwd=ROOT)
    context.passes("compile", ["cmake", "--build", BUILD, "--target", "fuzz"], timeout=2400, cwd=ROOT)
    seconds = 3600 if context.soak else 5
    programs = [program for program in sorted((BUILD / "tests" / "fuzz").glob("*_fuzz")) if context.wants(program.name)]
    context.expect("there are fuzz targets", programs)
    for program in programs:
        corpus = ROOT / "tests" / "fuzz" / "corpus" / program.name.removesuffix("_fuzz")
        # What is found grows in the build folder; the corpus in the repository changes by hand.
        grown = BUILD / "grown" / program.name
        grown.mkdir(parents=True, exist_ok=True)
        words = [program, f"-max_total_time={seconds}", "-timeout=5", "-rss_limit_mb=2048", "-print_final_stats=0", grown]
        context.passes(program.name, words + ([corpus] if corpus.is_dir() else []), timeout=seconds + 120, cwd=BUILD)
