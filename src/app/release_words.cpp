#include "app/release_words.h"

#include <memory>

#include "app/release_commands.h"

namespace panoh::app {

namespace {

using Words = std::shared_ptr<ReleaseWords>;

void takes_table(CLI::App* sub, const Words& words)
{
    sub->add_option("table", words->table, "CSV or XLSX file; its first row names the columns")->required();
    sub->add_option("--schema", words->schema, "What the table may hold, as declared")->required();
    sub->add_option("--threads", words->threads, "0: one a processor");
}

void makes_release(CLI::App* sub, const Words& words)
{
    takes_table(sub, words);
    sub->add_option("--ledger", words->ledger, "The ledger of the lineage")->required();
    sub->add_option("--out", words->out, "A folder that is made")->required();
    sub->add_option("--by", words->by, "Who answers for it; stands in the ledger")->required();
    sub->add_option("--title", words->title, "Of the report; the lineage if absent");
    sub->add_option("--about", words->about, "What the table is of, in your words");
    sub->add_option("--language", words->language, "Of the report: en, ru, kk, ky, tg, tk, uz");
    sub->add_option("--internal", words->internal,
                    "A folder that is made for exact figures: how near it is (internal)");
    sub->add_option("--group", words->groups, "A column whose groups those figures look at; up to three");
    sub->add_flag("--new-table", words->new_table, "Another table than the last one: a new edition");
    sub->add_option("--insecure-test-seed", words->insecure_seed, "Chosen chance, for tests: NOT PRIVATE");
}

void add_table_words(CLI::App* release, const Words& words, int& status)
{
    auto* profile = release->add_subcommand("profile", "Proposes a schema for a person to mend (internal)");
    profile->add_option("table", words->table, "CSV or XLSX file")->required();
    profile->add_option("--lineage", words->lineage, "a to z, 0 to 9, -: all tables of the same people")
        ->required();
    profile->add_option("--out", words->out, "File to write")->required();
    profile->callback([&status, words] { status = release_profile_command(*words); });

    auto* check = release->add_subcommand("check", "What a release would do, before anything is spent");
    takes_table(check, words);
    check->add_option("--epsilon", words->epsilon, "Of this release")->required();
    check->add_option("--length", words->length, "Values together, 1 to 4");
    check->callback([&status, words] { status = release_check_command(*words); });

    auto* counts = release->add_subcommand("counts", "Exact counts (internal)");
    takes_table(counts, words);
    counts->add_option("--length", words->length, "Values together, 1 to 4");
    counts->add_option("--at-least", words->at_least, "Fewer people are not listed");
    counts->add_option("--out", words->out, "A folder that is made");
    counts->callback([&status, words] { status = release_counts_command(*words); });

    auto* fiction = release->add_subcommand("fiction", "A table of people who do not exist, with its schema");
    fiction->add_option("--shape", words->shape, "sparse, dense or wide");
    fiction->add_option("--people", words->people, "Rows");
    fiction->add_option("--out", words->out, "A folder that is made")->required();
    fiction->callback([&status, words] { status = release_fiction_command(*words); });
}

void add_release_words(CLI::App* release, const Words& words, int& status)
{
    auto* k = release->add_subcommand("k", "Rows and tables in which at least k look the same");
    makes_release(k, words);
    k->add_option("--k", words->k, "2 or more");
    k->add_option("--length", words->length, "Values together, 1 to 4");
    k->add_option("--join", words->widths, "Neighbours of an ordered column that become one: age_band=2");
    k->add_option("--crossed", words->crossed, "Two columns, a table with suppression: sex,age_band");
    k->add_flag("--seeded", words->seeded, "Rows made after rows as well, which nobody has");
    k->callback([&status, words] { status = release_k_command(*words); });

    auto* tables = release->add_subcommand("tables", "Tables with differential privacy and error bars");
    makes_release(tables, words);
    tables->add_option("--epsilon", words->epsilon, "What this release spends")->required();
    tables->add_option("--length", words->length, "Values together, 1 to 4");
    tables->add_option("--at-least", words->at_least, "Smaller estimates are not listed");
    tables->callback([&status, words] { status = release_tables_command(*words); });
}

void add_synthesis_words(CLI::App* release, const Words& words, int& status)
{
    auto* synth = release->add_subcommand("synth", "Rows that nobody is, with differential privacy");
    makes_release(synth, words);
    synth->add_option("--epsilon", words->epsilon, "What this release spends")->required();
    synth->add_option("--method", words->method,
                      "mst (plain), latent (quick, near where people have many answers), aim (nearest of few "
                      "columns, slow), independent");
    synth->add_option("--rows", words->rows, "auto: as many as there are people");
    synth->add_option("--megabytes", words->megabytes, "Of the model of aim");
    synth->callback([&status, words] { status = release_synth_command(*words); });
}

void add_draw_words(CLI::App* release, const Words& words, int& status)
{
    auto* draw =
        release->add_subcommand("draw", "More rows from a model that was paid for; they cost nothing");
    draw->add_option("model", words->table, "model.json of a release")->required();
    draw->add_option("--schema", words->schema, "schema.json of the same release")->required();
    draw->add_option("--rows", words->rows, "auto: as many as there were people");
    draw->add_option("--out", words->out, "A folder that is made")->required();
    draw->callback([&status, words] { status = release_draw_command(*words); });
}

void add_ledger_words(CLI::App* release, Common& common, const Words& words, int& status)
{
    auto* ledger = release->add_subcommand("ledger", "What the people of a lineage have given away")
                       ->require_subcommand(1);
    auto* start = ledger->add_subcommand("start", "A new lineage with its budget");
    start->add_option("ledger", words->ledger, "File to make")->required();
    start->add_option("--schema", words->schema, "Names the lineage and the public number of people")
        ->required();
    start->add_option("--epsilon", words->epsilon, "The budget of all releases together")->required();
    start->add_option("--by", words->by, "Who answers for it")->required();
    start->callback([&status, words] { status = ledger_start_command(*words); });

    auto* show = ledger->add_subcommand("show", "Verifies every line and prints them");
    show->add_option("ledger", words->ledger)->required();
    show->callback([&status, words] { status = ledger_show_command(*words); });
    auto* verify = ledger->add_subcommand("verify", "The same");
    verify->add_option("ledger", words->ledger)->required();
    verify->callback([&status, words] { status = ledger_show_command(*words); });

    auto* raise = ledger->add_subcommand("raise", "A larger budget, with its reason");
    raise->add_option("ledger", words->ledger)->required();
    raise->add_option("--epsilon", words->epsilon, "The new budget of all releases together")->required();
    raise->add_option("--reason", words->reason, "Stands in the ledger")->required();
    raise->add_option("--by", words->by, "Who answers for it")->required();
    raise->callback([&status, words] { status = ledger_raise_command(*words); });

    auto* accept = ledger->add_subcommand(
        "accept",
        "On the stopped node: its database forgot lines of a ledger, and what they spent is debited again");
    accept->add_option("lineage", words->lineage, "Its name")->required();
    accept->add_option("--spent", words->epsilon,
                       "What was spent in all, as the newest ledger that went out says (epsilon)");
    accept->callback([&common, &status, words] { status = ledger_accept_command(common, *words); });
}

} // namespace

void add_release_commands(CLI::App& app, Common& common, int& status)
{
    auto words = std::make_shared<ReleaseWords>();
    auto* release =
        app.add_subcommand("release", "Statistics that expose nobody, from a table")->require_subcommand(1);
    add_table_words(release, words, status);
    add_release_words(release, words, status);
    add_synthesis_words(release, words, status);
    add_draw_words(release, words, status);
    add_ledger_words(release, common, words, status);
}

} // namespace panoh::app
