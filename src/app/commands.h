#pragma once

#include <string>
#include <vector>

namespace panoh::app {

/// What every command can be told.
struct Common {
    std::string config_file = {};
    std::vector<std::string> overrides = {};
    bool demo = false;
};

// Each returns the exit status: 0, 1 for a refusal (its code on standard error), 2 for wrong words.

int serve_command(const Common& common);
int demo_command(const Common& common, long long cases, bool serve_too);
int config_check_command(const Common& common);
int config_show_command(const Common& common);

struct AuditWords {
    std::string checkpoints = {}; ///< a file of them; empty: that of the node
    std::string key = {};         ///< base64; empty: that of the node
    std::string from = {};        ///< days; empty: all
    std::string to = {};
    std::string out = {};     ///< the file to write
    std::string purpose = {}; ///< a code of list "purpose"
    std::string why = {};
};
int audit_verify_command(const Common& common, const AuditWords& words);
int audit_key_command(const Common& common);
int audit_export_command(const Common& common, const AuditWords& words);

int user_list_command(const Common& common);

struct UserWords {
    std::string user_name = {};
    std::string name = {};
    std::string role = {};
    std::string organisation = {};
    std::string organisation_type = {};
    std::string country = {};
};
int user_add_command(const Common& common, const UserWords& words);
int user_deactivate_command(const Common& common, const std::string& user_name);
int user_activate_again_command(const Common& common, const std::string& user_name);
int import_ctdc_command(const Common& common, const std::string& file, const std::string& name);
int export_dataset_command(const Common& common, const std::string& dataset, const std::string& file);

/// Whole cases in or out of a file, as the person who signs in.
struct RecordWords {
    std::string file = {};
    std::string user_name = {};
    std::string team = {};    ///< its name; may be left out by who is on one team only
    std::string country = {}; ///< of cases that do not say it; empty: the node's
    std::string consent = {}; ///< basis of cases that do not say it: how consent was given, or an exception
    std::string mapping = {}; ///< a file with a mapping; empty: the headings are those of HTCDS
    std::string purpose = {}; ///< of an export: a code of list "purpose"
    std::string why = {};     ///< in words, for whoever holds the file; may be left out
    std::string layout = {};  ///< of CTDC: "63" or "27"
    bool leave_out_faulty = false;
};
int import_htcds_command(const Common& common, const RecordWords& words);
int export_htcds_command(const Common& common, const RecordWords& words);
int export_own_ctdc_command(const Common& common, const RecordWords& words);

/// Backups and their restoring.
struct BackupWords {
    std::string to = {};                      ///< a file, or a folder that is there; empty: as configured
    std::string keys = {};                    ///< a file for the key files instead
    std::vector<std::string> recipients = {}; ///< over those that are configured
};
int backup_command(const Common& common, const BackupWords& words);
int backup_canary_command(const Common& common);

struct RestoreWords {
    std::string from = {};
    std::string identity = {};
    std::string node_secret = {};   ///< a copy of that file
    std::string keys = {};          ///< or a backup of the key files
    std::string keys_identity = {}; ///< what opens that one; empty: `identity`
    std::string head = {};          ///< of the audit chain, as it was noted elsewhere
    bool verify = false;
};
int restore_command(const Common& common, const RestoreWords& words);

} // namespace panoh::app
