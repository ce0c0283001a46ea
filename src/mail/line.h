#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/secret.h"

namespace panoh::mail {

/// Where letters are handed over, and how.
struct Server {
    std::string address = {}; ///< "smtp://host:port" or "smtps://host:port"
    std::string user = {};    ///< empty: nobody is asked who we are
    core::SecretText password = {};
    std::string greeting = {};     ///< the name we say: a domain
    std::string certificates = {}; ///< a PEM file of authorities; empty: the system's
};

/// "mail/server_invalid" unless it is smtp:// or smtps:// with a host, perhaps a port, and nothing else.
[[nodiscard]] core::Done check_server_address(std::string_view address);

/// What became of one letter.
enum class Handed {
    delivered,       ///< the server has it
    address_refused, ///< for good: there is no such mailbox (5xx to the address)
    letter_refused,  ///< for good: not this letter (5xx to what it says)
    later,           ///< 4xx, or the connection was lost while the letter was under way
    no_server,       ///< not this letter's fault: no connection, no encryption, or we are not let in
};

/// One connection to the server, opened with the first letter and kept for the next ones. smtp:// is
/// encrypted by STARTTLS or nothing is sent, unless the host is loopback; certificates are checked. For one
/// thread.
class Line {
public:
    /// `give_up` is asked while it waits: true breaks off. The arguments outlive the line.
    Line(const Server& server, std::function<bool()> give_up);
    ~Line();
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    /// Both are addresses, `bytes` is what write_letter() made. Returns when the server has answered.
    [[nodiscard]] Handed hand_over(std::string_view from, std::string_view to, std::string_view bytes);

private:
    struct Talk;
    std::unique_ptr<Talk> talk_;
};

} // namespace panoh::mail
