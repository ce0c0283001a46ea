#include "app/at_the_machine.h"

#include <iostream>

#include <fmt/core.h>
#include <termios.h>
#include <unistd.h>

#include "access/people.h"
#include "access/session.h"

namespace panoh::app {

std::string ask_secretly(const char* what)
{
    const bool terminal = ::isatty(STDIN_FILENO) != 0;
    termios before = {};
    if (terminal) {
        fmt::print(stderr, "{}: ", what);
        ::tcgetattr(STDIN_FILENO, &before);
        termios quiet = before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    std::string line;
    std::getline(std::cin, line);
    if (terminal) {
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        fmt::print(stderr, "\n");
    }
    return line;
}

core::Result<std::unique_ptr<AtTheMachine>> AtTheMachine::sign_in(Node& node, const std::string& user_name)
{
    const access::Visitor here{.network = "command line", .device = ""};
    auto& door = node.access().sign_in();
    const core::SecretText password(ask_secretly("Password"));
    PANOH_TRY(auto signed_in, door.sign_in(user_name, password.reveal(), here));
    if (!door.demo()) {
        const std::string code = ask_secretly("Code");
        PANOH_TRY(signed_in, door.confirm(signed_in.session, {.code = code}, here));
    }
    std::unique_ptr<AtTheMachine> made(new AtTheMachine(node, std::move(signed_in.session)));
    PANOH_CHECK(node.database().read([&](store::Reader& reader) -> core::Done {
        PANOH_TRY(auto session, access::read_session(reader, made->token_, node.clock().now()));
        const auto subject = access::subject_of(reader, session.subject.user);
        if (!subject) return core::fail(core::ErrorKind::forbidden, "access/no_session");
        made->subject_ = *subject;
        made->session_ = access::audit_hash(session.origin);
        made->keys_ = std::make_shared<vault::KeyRing>(subject->user, std::move(session.secrets),
                                                       *node.access().secret().registrar(), nullptr,
                                                       node.clock().now());
        return {};
    }));
    return made;
}

AtTheMachine::~AtTheMachine()
{
    node_.access().sign_in().sign_out(token_);
}

audit::Act AtTheMachine::act() const
{
    return {.actor = subject_.user, .session_hash = session_, .at = node_.clock().now()};
}

core::Result<core::TeamId> AtTheMachine::team(const std::string& name) const
{
    const auto teams =
        node_.database().read([&](store::Reader& reader) { return access::teams_of(reader, subject_.user); });
    for (const auto& one : teams)
        if (name.empty() ? teams.size() == 1 : one.name == name) return one.id;
    return core::fail(core::ErrorKind::invalid, "app/team_unknown", "team");
}

} // namespace panoh::app
