#pragma once

#include <memory>
#include <string>

#include "app/node.h"

namespace panoh::app {

/// A line from standard input that a terminal does not show.
[[nodiscard]] std::string ask_secretly(const char* what);

/// Somebody who signed in on the command line: what they may do and the keys that their password opened.
/// Signs out when it ends.
class AtTheMachine {
public:
    /// Asks for the password, and outside a demonstration for the code of the second factor: on the terminal
    /// without showing them, otherwise a line each from standard input. Refusals of SignIn.
    [[nodiscard]] static core::Result<std::unique_ptr<AtTheMachine>> sign_in(Node& node,
                                                                             const std::string& user_name);
    ~AtTheMachine();
    AtTheMachine(const AtTheMachine&) = delete;
    AtTheMachine& operator=(const AtTheMachine&) = delete;

    [[nodiscard]] const access::Subject& subject() const { return subject_; }
    [[nodiscard]] std::shared_ptr<vault::KeyRing> keys() const { return keys_; }
    [[nodiscard]] audit::Act act() const;
    /// The team of that name among the person's own, or the only one; "app/team_unknown".
    [[nodiscard]] core::Result<core::TeamId> team(const std::string& name) const;

private:
    AtTheMachine(Node& node, access::SessionToken token) : node_(node), token_(std::move(token)) {}
    Node& node_;
    access::SessionToken token_;
    access::Subject subject_ = {};
    std::shared_ptr<vault::KeyRing> keys_;
    crypto::Hash session_ = {};
};

} // namespace panoh::app
