#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace panoh::http {

/// The name in a Host field, in lower case and without its port; nothing when the field is malformed.
[[nodiscard]] std::optional<std::string> host_name(std::string_view field);

/// The names this node answers to. A page of another name that resolves to us (DNS rebinding) gets nothing.
class Hosts {
public:
    /// `names` from the configuration; the bind address and the loopback names are always allowed.
    Hosts(std::vector<std::string> names, std::string_view address);
    [[nodiscard]] bool allows(std::string_view host_name) const;

private:
    std::vector<std::string> names_;
};

} // namespace panoh::http
