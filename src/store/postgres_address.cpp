#include "store/postgres_address.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include <arpa/inet.h>

#include <libpq-fe.h>

namespace panoh::store {
namespace {

struct FreeOptions {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

/// What is said of that option, if anything is.
std::optional<std::string> said(const Options& options, std::string_view keyword)
{
    if (!options) return std::nullopt;
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option)
        if (option->keyword == keyword && option->val != nullptr) return option->val;
    return std::nullopt;
}

/// Elements of a list of hosts, of which one may be empty. Of nothing: one that is empty.
std::vector<std::string> elements(std::string_view list)
{
    std::vector<std::string> all;
    for (;;) {
        const auto comma = list.find(',');
        all.emplace_back(list.substr(0, comma));
        if (comma == std::string_view::npos) return all;
        list.remove_prefix(comma + 1);
    }
}

bool is_loopback(const std::string& address)
{
    in_addr four = {};
    if (inet_pton(AF_INET, address.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24U) == 127;
    in6_addr six = {};
    if (inet_pton(AF_INET6, address.c_str(), &six) != 1) return false;
    return IN6_IS_ADDR_LOOPBACK(&six) || (IN6_IS_ADDR_V4MAPPED(&six) && six.s6_addr[12] == 127);
}

/// A socket's folder, an abstract socket, or this machine by name. Of no host libpq takes its own folder.
bool is_here(const std::string& host)
{
    return host.empty() || host.front() == '/' || host.front() == '@' || host == "localhost" ||
           is_loopback(host);
}

} // namespace

core::Done check_way_to_postgres(const std::string& address)
{
    char* message = nullptr;
    const Options written(PQconninfoParse(address.c_str(), &message));
    if (message != nullptr) PQfreemem(message);
    if (!written) return core::fail(core::ErrorKind::invalid, "config/database");
    if (said(written, "sslmode") == "verify-full") return {};

    const core::Error open_way{.kind = core::ErrorKind::invalid, .code = "config/database_tls"};
    // A service may name any host, and what it says is not known before libpq has read its file.
    if (said(written, "service")) return core::fail(open_way);
    const Options otherwise(PQconndefaults());
    if (!otherwise) return core::fail(open_way);
    const auto meant = [&](std::string_view keyword) {
        const auto value = said(written, keyword);
        return value ? *value : said(otherwise, keyword).value_or("");
    };
    if (meant("sslmode") == "verify-full") return {};
    const auto hosts = elements(meant("host"));
    const auto numbers = elements(meant("hostaddr"));
    for (std::size_t i = 0; i < std::max(hosts.size(), numbers.size()); ++i) {
        const std::string number = i < numbers.size() ? numbers[i] : std::string();
        const std::string host = i < hosts.size() ? hosts[i] : std::string();
        // Where there is an address, the name is only what a certificate is compared with.
        if (!is_here(number.empty() ? host : number)) return core::fail(open_way);
    }
    return {};
}

} // namespace panoh::store
