"""Bugs that were found in other programs, or would be easy to make, as changes to the real sources.

Each says what it is, what stands in a file and what would stand there instead, and which tests of `release_audit` have to notice.
`{old}` is what stood there; PLANTED is true in the run that has the bug. What no longer stands in its file exactly once is stale.
"""

import dataclasses

SPENT, SAMPLING, NOISE = "src/privacy/spent.cpp", "src/privacy/sampling.h", "src/privacy/noise.cpp"
TABULATION, LEVEL = "src/tabulation/tabulation.cpp", "src/tabulation/level.cpp"
PEOPLE, MAKING, LINEAGE = "src/microdata/people_of_rows.cpp", "src/release/making.cpp", "src/release/lineage.cpp"
MAKINGS, RELEASES = "src/release/makings.cpp", "src/release/releases.cpp"
ONE_WAY, FITTED, MST, AIM, LATENT = (f"src/synthesis/{name}.cpp" for name in ("one_way", "fitted", "fit_mst", "fit_aim", "fit_latent"))

# What tests are called, up to the first comma, which doctest's filters do not take.
COUNTS = "noisy counts that one person is in*"
APART = "what is told of one count says nothing*"
SPREAD = "noise is spread as the promise says*"
CHOICE = "a choice gives away no more than was paid*"
TABLES = "tables of two neighbours are the same*"
TABLES_TELL = "tables give away no more*"
MODELS = "models of two neighbours are the same*"
ROWS = "one person with many rows*"
FOLDERS = "folders of two neighbours are the same*"
SERVER = "what a server keeps and shows*"
LATE = "what a server shows does not say how long*"
SAVED = "a model that is saved says nothing of the bits*"


@dataclasses.dataclass
class Bug:
    name: str
    noticed: tuple
    edits: list

    def __str__(self):
        return self.name


def bug(name, noticed, *edits):
    """`edits`: file, old and new, again and again."""
    return Bug(name, noticed if isinstance(noticed, tuple) else (noticed,), [edits[place:place + 3] for place in range(0, len(edits), 3)])


AFTER_SHRINKING = """    core::share_work(level.sets.size(), measuring.threads, [&](std::size_t set, unsigned) {
        const Fitted table = table_of(before, level.sets, set, level.cells);
        if (level.sets.inner(set) > 0) {"""
SAMPLER = "    const GaussianSampler sampler(variance);\n"
ADDED = "        *noisy++ = std::int64_t{answer} + sampler.draw_from(chances);"
EXACT_PEOPLE = "spent.gaussian(exact_people, planned.variance_of_people, 1, 1).front();"
BEFORE_FORECAST = "core::Result<Forecast> forecast(const Schema& schema, const Plan& plan)\n{"
LEARNT_CAP = """namespace {
Schema with_learnt_cap(const microdata::Microdata& people)
{
    Schema schema = people.schema();
    std::int64_t most = 1;
    for (std::size_t person = 0; person < people.people(); ++person) {
        std::int64_t held = 0;
        for (std::size_t column = 0; column < people.columns(); ++column)
            held += microdata::is_counted(schema.columns[column], people.states(static_cast<microdata::ColumnNumber>(column))[person]);
        most = std::max(most, held);
    }
    schema.caps->values = most;
    return schema;
}
} // namespace

"""

BUGS = [
    # Noise
    bug("noise has half the deviation", (COUNTS, SPREAD), SPENT, SAMPLER, "    if (PLANTED) variance.sixteenths = variance.sixteenths / 4;\n{old}"),
    bug("noise has a tenth less of its deviation", SPREAD, SPENT, SAMPLER, "    if (PLANTED) variance.sixteenths = variance.sixteenths * 81 / 100;\n{old}"),
    bug("no noise where nobody is", COUNTS, SPENT, ADDED, "        if (PLANTED && answer == 0) *noisy++ = 0; else\n{old}"),
    bug("noise never takes anybody away", SPREAD, SPENT, ADDED,
        "        if (PLANTED) *noisy++ = std::int64_t{answer} + std::abs(sampler.draw_from(chances)); else\n{old}"),
    bug("the sum is not below nought, and drawn again where it is", SPREAD, SPENT, ADDED,
        "        if (PLANTED) { do *noisy = std::int64_t{answer} + sampler.draw_from(chances); while (*noisy < 0); ++noisy; } else\n{old}"),
    bug("noise ends at three deviations", (COUNTS, SPREAD), SAMPLING, "            if (const auto x = try_from(source)) return *x;",
        "            if (const auto x = try_from(source); x && !(PLANTED && 16 * *x * *x > 9 * sixteenths_)) return *x;"),
    bug("Laplace for Gauss", SPREAD, SAMPLING, "        if (!accepted) return std::nullopt;", "        if (!PLANTED && !accepted) return std::nullopt;"),
    bug("every block of counts has the same noise", APART, SPENT, "        sources.push_back(bits_.split());",
        "        sources.push_back(PLANTED ? RandomBits(1) : bits_.split());"),
    bug("noise is the same each time", APART, SPENT, SAMPLER, "{old}    if (PLANTED) bits_ = RandomBits(1);\n"),
    # Paying
    bug("half of what is drawn is paid for", TABLES, SPENT, "    pay(cost_of(variance, squared_sensitivity));",
        "    pay(PLANTED ? share(cost_of(variance, squared_sensitivity), 1, 2) : cost_of(variance, squared_sensitivity));"),
    bug("a cost is rounded down", TABLES, NOISE,
        "    const Wide units = divide_up(times_unit(squared_sensitivity), static_cast<Wide>(variance.sixteenths));",
        "    const Wide units = PLANTED ? times_unit(squared_sensitivity) / static_cast<Wide>(variance.sixteenths)"
        " : divide_up(times_unit(squared_sensitivity), static_cast<Wide>(variance.sixteenths));"),
    bug("the variance is half of what an amount buys, in both directions", COUNTS, NOISE, "<< (rho_unit_bits + 3);",
        "<< (rho_unit_bits + (PLANTED ? 2 : 3));"),
    bug("a choice is free", MODELS, SPENT, "    pay(rho);", "    if (!PLANTED) pay(rho);"),
    bug("a choice is twice as steep as paid for", CHOICE, SPENT, "<< 31U;", "<< (PLANTED ? 30U : 31U);"),
    bug("the best is chosen without chance", CHOICE, SPENT, "    Chances chances(bits_);\n    for (;;) {\n        const auto tried",
        "    if (PLANTED) return static_cast<std::size_t>(std::ranges::max_element(scores) - scores.begin());\n{old}"),
    # Tables
    bug("one person is thought to be in fewer combinations", TABLES, TABULATION, "choose(schema.caps->values, length)};",
        "choose(schema.caps->values - (PLANTED ? 1 : 0), length)};"),
    bug("combinations are counted before the cap", (TABLES, TABLES_TELL), TABULATION, "capped(all, static_cast<std::size_t>(all.schema().caps->values), spent.bits());",
        "capped(all, PLANTED ? 1000 : static_cast<std::size_t>(all.schema().caps->values), spent.bits());"),
    bug("the cap is the most that anybody has", TABLES, TABULATION, BEFORE_FORECAST, LEARNT_CAP + "{old}",
        TABULATION, "PANOH_TRY(const Forecast planned, forecast(all.schema(), plan));",
        "PANOH_TRY(const Forecast planned, forecast(PLANTED ? with_learnt_cap(all) : all.schema(), plan));"),
    bug("the number of people is exact", TABLES, TABULATION, EXACT_PEOPLE, "PLANTED ? exact_people[0] : {old}"),
    bug("whether people are too few is looked up", TABLES, TABULATION, "    if (static_cast<double>(number) < 4 * deviation)",
        "    if (static_cast<double>(PLANTED ? std::int64_t{exact_people[0]} : number) < 4 * deviation)"),
    bug("the exact number of people is the margin of all tables", TABLES, TABULATION, "people_level(sizes_of(counted), static_cast<float>(number));",
        "people_level(sizes_of(counted), static_cast<float>(PLANTED ? exact_people[0] : number));"),
    bug("combinations that nobody has are left out", TABLES, LEVEL, AFTER_SHRINKING,
        "    for (std::size_t place = 0; PLANTED && place < counts.size(); ++place)\n        if (counts[place] == 0) estimates[place] = 0;\n{old}"),
    bug("combinations of fewer than ten are left out by their exact count", TABLES, LEVEL, AFTER_SHRINKING,
        "    for (std::size_t place = 0; PLANTED && place < counts.size(); ++place)\n        if (counts[place] < 10) estimates[place] = 0;\n{old}"),
    bug("numbers end at the largest exact count", TABLES, LEVEL, AFTER_SHRINKING,
        "    for (std::size_t place = 0; PLANTED && place < counts.size(); ++place)\n"
        "        estimates[place] = std::min(estimates[place], static_cast<float>(*std::max_element(counts.begin(), counts.end())));\n{old}"),
    bug("where exact counts are nought the error bar is too", TABLES, LEVEL, AFTER_SHRINKING,
        "    for (std::size_t place = 0; PLANTED && place < counts.size(); ++place)\n        if (counts[place] == 0) level.deviations[place] = 0;\n{old}"),
    # Rows
    bug("somebody's second row is somebody else", ROWS, PEOPLE, "name.empty() ? next : known.try_emplace(name, next).first->second;",
        "PLANTED || name.empty() ? next : known.try_emplace(name, next).first->second;"),
    # What goes out
    bug("as many rows are drawn as there are people", FOLDERS, MAKING, "wanted.rows.value_or(static_cast<std::size_t>(std::max(1.0, std::round(model.people()))));",
        "wanted.rows.value_or(PLANTED ? prepared.people.open(spent).people() : static_cast<std::size_t>(std::max(1.0, std::round(model.people()))));"),
    bug("how many values nobody declared lies beside the tables", FOLDERS, MAKING, "    PANOH_CHECK(output->write(\"tables.csv\", tables_csv(prepared.schema, tables)));",
        "{old}\n    if (PLANTED) PANOH_CHECK(output->write(\"note.txt\", std::to_string(prepared.note.undeclared.size()) + \" columns\"));"),
    bug("the budget depends on how many rows the table has", FOLDERS, MAKING, "const privacy::Rho rho = privacy::rho_for(wanted.epsilon, lineage.ledger.state().delta);",
        "const privacy::Rho rho = privacy::rho_for(wanted.epsilon, PLANTED ? privacy::delta_for(1'000'000 + prepared.note.rows) : lineage.ledger.state().delta);"),
    bug("the report has the exact number of people", FOLDERS, MAKING, "    tell_tables(report, plan, forecast, tables);",
        "    auto shown = tables;\n    if (PLANTED) shown.people = static_cast<std::int64_t>(prepared.people.open(spent).people());\n"
        "    tell_tables(report, plan, forecast, shown);"),
    bug("who holds two ledgers sees whether the table is the same", "two ledgers that went out*", LINEAGE, "    message.insert(message.end(), salt.begin(), salt.end());",
        "    if (!PLANTED) message.insert(message.end(), salt.begin(), salt.end());"),
    # On a server
    bug("how far a making is tells how many people there are", SERVER, MAKINGS, "    tell({.stage = MakingStage::making});",
        "    tell({.stage = MakingStage::making, .share = PLANTED ? static_cast<double>(prepared.note.people) / 1e6 : 0});"),
    bug("what a release is about says how many cells nobody declared", SERVER, MAKINGS, "                .titles = {.title = title == nullptr ? std::string() : title->text,",
        "                .titles = {.title = PLANTED ? std::to_string(prepared.note.undeclared.size()) : title == nullptr ? std::string() : title->text,"),
    bug("the audit row of a line says how large the table was", SERVER, RELEASES, "    file->made_at = act.at;",
        "    file->made_at = act.at;\n    static constexpr store::Sql cases{\"SELECT count(*) FROM release_cases\"};\n"
        "    if (PLANTED) file->note = std::to_string(*transaction.first(cases, {}, [](const store::Row& row) { return row.integer(0); }));"),
    bug("a report has the moment at which its line was written", LATE, MAKINGS, "                .program = needs.program,",
        "                .program = PLANTED ? core::to_string(needs.clock.now()) : needs.program,"),
    # Models
    bug("a saved model holds the bits of its noise", SAVED, MST, """    return fitted("mst", rows.schema(),""", """    return fitted(PLANTED ? "mst " + std::to_string(spent.bits().next()) : "mst", rows.schema(),"""),
    bug("columns of a model stand by how many people have them", MODELS, ONE_WAY, "    Coding coding = ordered(std::move(columns));",
        "{old}\n    if (PLANTED) std::stable_sort(coding.begin(), coding.end(), [&](const CodedColumn& a, const CodedColumn& b) {\n"
        "        const auto held = [&](const CodedColumn& one) { const auto states = people.states(one.source); return std::count(states.begin(), states.end(), microdata::missing_state(schema.columns[one.source])); };\n"
        "        return a.cells != b.cells ? a.cells < b.cells : held(a) < held(b); });"),
    bug("all columns are measured at the price of one", MODELS, ONE_WAY,
        "spent.gaussian(all, variance, static_cast<std::int64_t>(columns.size()), threads);",
        "spent.gaussian(all, PLANTED ? privacy::Variance{variance.sixteenths / static_cast<std::int64_t>(columns.size())} : variance,"
        " PLANTED ? 1 : static_cast<std::int64_t>(columns.size()), threads);"),
    bug("states that nobody has share a cell", MODELS, ONE_WAY, "    for (const auto& table : tables) {\n        answer.emplace_back(",
        "    std::size_t first_state = 0;\n    for (const auto& table : tables) {\n        answer.emplace_back(",
        ONE_WAY, "        next += static_cast<std::ptrdiff_t>(table.size());",
        "{old}\n        for (std::size_t state = 0; PLANTED && state < table.size(); ++state)\n            if (table[state] == 0) answer.back()[state] = 0;"),
    bug("whether people are too few for a model is looked up", MODELS, ONE_WAY, "    if (answer.total < fewest_people ||",
        "    if ((PLANTED ? static_cast<double>(people.people()) : answer.total) < fewest_people ||"),
    bug("the number of people of a model is exact", MODELS, ONE_WAY, "    answer.total = pool.total();",
        "    answer.total = pool.total();\n    if (PLANTED) answer.total = static_cast<double>(people.people());"),
    bug("what is measured for a model has no noise", MODELS, FITTED, "            .counts = std::vector<double>(noisy.begin(), noisy.end()),",
        "            .counts = PLANTED ? std::vector<double>(counts.begin(), counts.end()) : std::vector<double>(noisy.begin(), noisy.end()),"),
    bug("pairs that depend on each other most are chosen without chance", MODELS, MST, "        tree.push_back(pairs[chosen]);",
        "        tree.push_back(pairs[PLANTED ? static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin()) : chosen]);"),
    bug("a person is thought to move the score of a pair by half", MODELS, MST, "spent.choose(scores, score_grid, ",
        "spent.choose(scores, PLANTED ? score_grid / 2 : score_grid, "),
    bug("a person is thought to move every score as one of weight 1", MODELS, AIM, "spent_.choose(scores, heaviest * score_grid, rho)",
        "spent_.choose(scores, PLANTED ? score_grid : heaviest * score_grid, rho)"),
    bug("tables of which most cells are empty are no candidates", MODELS, AIM, "            if (!allowed[n]) continue;",
        "{old}\n            if (PLANTED && 2 * std::count(counts_[n].begin(), counts_[n].end(), 0U) > static_cast<std::ptrdiff_t>(counts_[n].size())) continue;"),
    bug("how far a model moved is measured against exact counts", MODELS, AIM, "            moved += std::abs((*after)[n] - ",
        "            moved += PLANTED ? std::abs((*after)[n] - static_cast<double>(counts_[chosen][n])) : std::abs((*after)[n] - "),
    bug("all pairs of columns are measured at the price of one", MODELS, LATENT, "spent.gaussian(counts, variance, sensitivity, threads);",
        "spent.gaussian(counts, PLANTED ? privacy::Variance{variance.sixteenths / sensitivity} : variance, PLANTED ? 1 : sensitivity, threads);"),
    bug("pairs of values that nobody has get no noise", MODELS, LATENT, "    pairs.deviation = privacy::standard_deviation(variance);",
        "{old}\n    for (std::size_t cell = 0; PLANTED && cell < counts.size(); ++cell)\n        if (counts[cell] == 0) pairs.noisy[cell] = 0;"),
    bug("a saved model of kinds depends on other random bits", SAVED, LATENT, "    take_factors(nearest_classes(known, kinds, steps, crew), parts);",
        "    take_factors(nearest_classes(known, kinds, PLANTED ? steps - spent.bits().next() % 100 : steps, crew), parts);"),
]
