#pragma once

// The door of this slice for `app`: everything made once, the routes added.

#include <memory>
#include <string>

#include "access/gate.h"
#include "access/node_secret.h"
#include "access/passwords.h"
#include "access/sign_in.h"
#include "core/clock.h"
#include "core/result.h"
#include "http/router.h"
#include "store/store.h"

namespace panoh::access {

struct AccessOptions {
    /// The 32 secret bytes beside the database, made at first start.
    std::string node_secret_file;
    /// No second factor is asked for. Never on a real node.
    bool demo = false;
    /// Whether administrators and supervisors must have a security key for privileged acts.
    KeysRule keys = KeysRule::warn;
    /// Different cases that one person opens, and searches, within an hour without a proof of presence.
    int cases_an_hour = default_cases_an_hour;
    /// Argon2id runs at once and waiting. A waiting sign-in holds a worker thread, so `waiting` should leave
    /// some free.
    Passwords::Limits passwords = {};
};

/// Outlives the router that its routes were added to.
class Access {
public:
    /// "access/node_secret" when the secret cannot be read or made.
    [[nodiscard]] static core::Result<std::unique_ptr<Access>>
    create(store::Database& database, const core::Clock& clock, const AccessOptions& options);
    [[nodiscard]] const Gate& gate() const { return gate_; }
    /// See Gate::on_work; before add_routes().
    void on_work(OnWork hears) { gate_.on_work(std::move(hears)); }
    [[nodiscard]] Passwords& passwords() { return passwords_; }
    [[nodiscard]] const NodeSecret& secret() const { return secret_; }
    [[nodiscard]] SignIn& sign_in() { return sign_in_; }
    /// Session, activation, users and teams.
    void add_routes(http::Router& router);

private:
    Access(store::Database& database, const core::Clock& clock, NodeSecret secret,
           const AccessOptions& options);
    store::Database& database_;
    const core::Clock& clock_;
    NodeSecret secret_;
    Passwords passwords_;
    Gate gate_;
    SignIn sign_in_;
};

} // namespace panoh::access
