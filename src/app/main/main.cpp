#include <exception>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/commands.h"
#include "app/release_words.h"
#include "pictures/child.h"

using panoh::app::Common;

namespace {

void add_user_commands(CLI::App& app, Common& common, int& status)
{
    auto* user = app.add_subcommand("user", "Accounts; all but list while the server is stopped")
                     ->require_subcommand(1);
    auto words = std::make_shared<panoh::app::UserWords>();
    auto* add = user->add_subcommand("add", "Adds an account and prints its activation code");
    add->add_option("user-name", words->user_name, "What the person signs in with")->required();
    add->add_option("--name", words->name, "The person's name")->required();
    add->add_option("--role", words->role, "administrator, supervisor, caseworker, ...")->required();
    add->add_option("--organisation", words->organisation, "Its name; made when it is new")->required();
    add->add_option("--organisation-type", words->organisation_type,
                    "Of a new organisation: NGO, LegalService, ...");
    add->add_option("--country", words->country, "Of a new organisation: ISO 3166-1 alpha-2");
    add->callback([&common, &status, words] { status = panoh::app::user_add_command(common, *words); });

    user->add_subcommand("list", "All accounts")->callback([&] {
        status = panoh::app::user_list_command(common);
    });

    const auto by_name = [&](const char* name, const char* what,
                             int (*command)(const Common&, const std::string&)) {
        auto user_name = std::make_shared<std::string>();
        auto* sub = user->add_subcommand(name, what);
        sub->add_option("user-name", *user_name)->required();
        sub->callback([&common, &status, command, user_name] { status = command(common, *user_name); });
    };
    by_name("deactivate", "Ends an account; effective on its next request",
            panoh::app::user_deactivate_command);
    by_name("activate-again", "A new activation code, with new keys",
            panoh::app::user_activate_again_command);
}

void add_data_commands(CLI::App& app, Common& common, int& status)
{
    auto file = std::make_shared<std::string>();
    auto name = std::make_shared<std::string>();
    auto* import = app.add_subcommand("import", "Brings data in")->require_subcommand(1);
    auto* ctdc = import->add_subcommand("ctdc", "The k-anonymised CTDC table, as a read-only dataset");
    ctdc->add_option("file", *file, "CSV file")->required();
    ctdc->add_option("--name", *name, "What people see");
    ctdc->callback(
        [&common, &status, file, name] { status = panoh::app::import_ctdc_command(common, *file, *name); });

    auto words = std::make_shared<panoh::app::RecordWords>();
    const auto as_somebody = [&](CLI::App* sub, const char* of_file) {
        sub->add_option("file", words->file, of_file)->required();
        sub->add_option("--as", words->user_name, "Who signs in; the password is asked for")->required();
        sub->add_option("--team", words->team, "Name of the team, for who is on several");
    };
    auto* htcds_in = import->add_subcommand("htcds", "Whole cases under the field names of HTCDS 2.0");
    as_somebody(htcds_in, "CSV or XLSX file");
    htcds_in->add_option("--country", words->country, "Of cases that do not say it");
    htcds_in->add_option("--consent", words->consent,
                         "Basis of cases that do not say it: written, verbal_witnessed, or an exception");
    htcds_in->add_option("--mapping", words->mapping, "JSON: which column of a table is which of ours");
    htcds_in->add_flag("--leave-out-faulty", words->leave_out_faulty, "Bring in the others");
    htcds_in->callback(
        [&common, &status, words] { status = panoh::app::import_htcds_command(common, *words); });

    auto* out = app.add_subcommand("export", "Takes data out")->require_subcommand(1);
    auto* htcds_out = out->add_subcommand("htcds", "Whole cases under the field names of HTCDS 2.0");
    as_somebody(htcds_out, "File to write: .csv or .xlsx");
    const auto says_why = [&](CLI::App* sub) {
        sub->add_option("--purpose", words->purpose, "A code: supervision, report, handover, ...")
            ->required();
        sub->add_option("--why", words->why, "In a few words, for whoever holds the file; no names");
    };
    says_why(htcds_out);
    htcds_out->callback(
        [&common, &status, words] { status = panoh::app::export_htcds_command(common, *words); });
    auto* ctdc_out =
        out->add_subcommand("ctdc", "Our own cases in a layout of CTDC: personal data, not for publication");
    as_somebody(ctdc_out, "CSV file to write");
    says_why(ctdc_out);
    ctdc_out->add_option("--layout", words->layout, "63 or 27 columns")->required();
    ctdc_out->callback(
        [&common, &status, words] { status = panoh::app::export_own_ctdc_command(common, *words); });
    auto* dataset = out->add_subcommand("dataset", "The source cells of a dataset, as they came");
    dataset->add_option("dataset", *name, "Its name")->required();
    dataset->add_option("file", *file, "CSV file to write; - for standard output")->required();
    dataset->callback([&common, &status, file, name] {
        status = panoh::app::export_dataset_command(common, *name, *file);
    });
}

void add_backup_commands(CLI::App& app, Common& common, int& status)
{
    auto words = std::make_shared<panoh::app::BackupWords>();
    auto* backup =
        app.add_subcommand("backup",
                           "Everything in one file that only an offline key opens; beside the server")
            ->require_subcommand(0, 1);
    backup->add_option("--to", words->to, "A new file, or a folder");
    backup->add_option("--recipient", words->recipients, "Public key of age, more than one if wanted");
    backup->add_option("--keys", words->keys, "Into this file the node secret and the certificate instead");
    backup->callback([&common, &status, words, backup] {
        if (backup->get_subcommands().empty()) status = panoh::app::backup_command(common, *words);
    });
    backup->add_subcommand("canary", "Makes the fictional case that a restore drill opens; server stopped")
        ->callback([&common, &status] { status = panoh::app::backup_canary_command(common); });

    auto from = std::make_shared<panoh::app::RestoreWords>();
    auto* restore = app.add_subcommand("restore", "Brings a backup back, on an empty machine");
    restore->add_option("--from", from->from, "The backup")->required();
    restore->add_option("--identity", from->identity, "File with the private key of age")->required();
    restore->add_option("--node-secret", from->node_secret, "A copy of node.secret");
    restore->add_option("--keys", from->keys, "A backup of the keys");
    restore->add_option("--keys-identity", from->keys_identity, "What opens that one, if it is another");
    restore->add_option("--head", from->head, "A head of the audit chain that has to be in it");
    restore->add_flag("--verify", from->verify, "Then opens the canary; its password is asked for");
    restore->callback([&common, &status, from] { status = panoh::app::restore_command(common, *from); });
}

void add_node_commands(CLI::App& app, Common& common, int& status)
{
    auto* serve = app.add_subcommand("serve", "Runs the server");
    serve->add_flag("--demo", common.demo, "A database made by `panoh demo`; no second factor is asked");
    serve->callback([&] { status = panoh::app::serve_command(common); });

    auto cases = std::make_shared<long long>(1000);
    auto serve_too = std::make_shared<bool>(false);
    auto* demo = app.add_subcommand("demo", "Fills an empty node with fictional people, once");
    demo->add_option("--cases", *cases, "How many")->check(CLI::Range(0LL, 10'000'000LL));
    demo->add_flag("--serve", *serve_too, "Then runs the server");
    demo->callback([&common, &status, cases, serve_too] {
        status = panoh::app::demo_command(common, *cases, *serve_too);
    });

    auto* config = app.add_subcommand("config", "The settings")->require_subcommand(1);
    config->add_subcommand("check", "Says what is wrong with them")->callback([&] {
        status = panoh::app::config_check_command(common);
    });
    config->add_subcommand("show", "All of them, as they are in force")->callback([&] {
        status = panoh::app::config_show_command(common);
    });
}

void add_audit_commands(CLI::App& app, Common& common, int& status)
{
    auto words = std::make_shared<panoh::app::AuditWords>();
    auto* audit = app.add_subcommand("audit", "The record of who did what")->require_subcommand(1);
    auto* verify = audit->add_subcommand("verify", "Replays the whole chain and compares its checkpoints");
    verify->add_flag("--demo", common.demo, "Only if the database is a demonstration");
    verify->add_option("--checkpoints", words->checkpoints, "A file of them that was kept elsewhere");
    verify->add_option("--key", words->key, "What `panoh audit key` once said; of this node if absent");
    verify->callback(
        [&common, &status, words] { status = panoh::app::audit_verify_command(common, *words); });

    audit->add_subcommand("key", "The public key of the checkpoints, for auditors and partners to keep")
        ->callback([&] { status = panoh::app::audit_key_command(common); });

    auto* out = audit->add_subcommand("export", "Rows with their hashes and checkpoints, as JSON lines");
    out->add_option("--from", words->from, "First day: 2026-11-01; from the first row if absent");
    out->add_option("--to", words->to, "Last day, included");
    out->add_option("--out", words->out, "File to write")->required();
    out->add_option("--purpose", words->purpose, "A code: audit, supervision, person_asked, ...")->required();
    out->add_option("--why", words->why, "In a few words, for whoever holds the file; no names");
    out->callback([&common, &status, words] { status = panoh::app::audit_export_command(common, *words); });
}

} // namespace

int main(int argc, char** argv)
{
    // A child of the server that reads one picture, and nothing else of this program.
    if (const auto status = panoh::pictures::run_if_child(argc, argv)) return *status;
    CLI::App app{"Panoh: a server for a country's response to trafficking in persons", "panoh"};
    app.set_version_flag("--version", PANOH_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    Common common;
    int status = 0;
    app.add_option("--config", common.config_file, "The settings, a TOML file");
    app.add_option("--set", common.overrides, "One setting over the file: server.port=9000");
    app.add_option_function<std::string>(
        "--data", [&](const std::string& folder) { common.overrides.push_back("files.data=" + folder); },
        "Data folder");
    add_node_commands(app, common, status);
    add_audit_commands(app, common, status);
    add_user_commands(app, common, status);
    add_data_commands(app, common, status);
    add_backup_commands(app, common, status);
    panoh::app::add_release_commands(app, common, status);
    try {
        app.parse(argc, argv);
        return status;
    } catch (const CLI::ParseError& error) {
        const int wrong = app.exit(error);
        return wrong == 0 ? 0 : 2;
    } catch (const std::exception& error) {
        // A broken machine: the text comes from libraries about files and connections, never from a record.
        fmt::print(stderr, "panoh: broken: {}\n", error.what());
        return 3;
    }
}
