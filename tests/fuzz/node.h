#pragma once

// A whole node without a network, for the targets that send it requests: a demonstration with a few fictional
// cases, and some of its people signed in. It begins anew now and then, so that what one input wrote does not
// pile up.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "access/access.h"
#include "core/clock.h"
#include "http/router.h"
#include "records/import_jobs.h"
#include "records/uploads.h"
#include "release/imports.h"
#include "store/store.h"

namespace panoh::fuzz {

class Node {
public:
    Node();
    ~Node();
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;

    [[nodiscard]] const http::Router& router() const { return running_->router; }
    /// "Cookie" of a person; empty for nobody: 0, and for numbers that nobody has.
    [[nodiscard]] std::string cookie(std::size_t person) const;
    [[nodiscard]] std::size_t people() const { return cookies_.size(); }
    /// Ids that exist, by the name that a route gives to such a parameter: "case".
    [[nodiscard]] const std::map<std::string, std::vector<std::string>>& ids() const { return ids_; }
    [[nodiscard]] const std::vector<std::string>& all_ids() const { return all_ids_; }
    /// As it was at the beginning.
    void begin_anew();

private:
    struct Running {
        Running(const std::string& file, const std::string& secret, const core::Clock& clock,
                access::Passwords::Limits passwords);
        std::unique_ptr<store::Database> database;
        std::unique_ptr<access::Access> access;
        release::Imports imports;
        records::Uploads uploads;
        records::ImportJobs jobs;
        http::Router router;
    };
    void make_people();
    void learn_ids();
    void learn(const std::string& name, const std::string& path);
    [[nodiscard]] http::Response call(http::Method method, const std::string& path, std::string body,
                                      std::size_t person) const;

    std::filesystem::path folder_;
    core::FixedClock clock_{{1'795'000'000'000}};
    std::vector<std::string> cookies_;
    std::map<std::string, std::vector<std::string>> ids_;
    std::vector<std::string> all_ids_;
    std::unique_ptr<Running> running_;
};

} // namespace panoh::fuzz
