#include "http/hosts.h"

#include <algorithm>

#include "http/fields.h"

namespace panoh::http {

namespace {

bool is_port(std::string_view text)
{
    return text.size() <= 5 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool only(std::string_view text, std::string_view allowed)
{
    return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

} // namespace

std::optional<std::string> host_name(std::string_view field)
{
    std::string host = lower(field);
    std::string_view rest;
    if (host.starts_with('[')) {
        const auto close = host.find(']');
        if (close == std::string::npos) return std::nullopt;
        if (!only(std::string_view(host).substr(1, close - 1), "0123456789abcdef:.")) return std::nullopt;
        rest = std::string_view(host).substr(close + 1);
    } else {
        const auto colon = std::min(host.find(':'), host.size());
        if (!only(std::string_view(host).substr(0, colon), "abcdefghijklmnopqrstuvwxyz0123456789-._"))
            return std::nullopt;
        rest = std::string_view(host).substr(colon);
    }
    if (!rest.empty() && (rest.front() != ':' || !is_port(rest.substr(1)))) return std::nullopt;
    host.resize(host.size() - rest.size());
    return host;
}

Hosts::Hosts(std::vector<std::string> names, std::string_view address)
    : names_{"localhost", "127.0.0.1", "[::1]", lower(address), "[" + lower(address) + "]"}
{
    for (const auto& name : names)
        names_.push_back(host_name(name).value_or(lower(name)));
}

bool Hosts::allows(std::string_view host_name) const
{
    return std::find(names_.begin(), names_.end(), host_name) != names_.end();
}

} // namespace panoh::http
