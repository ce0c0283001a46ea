#pragma once

#include <optional>

#include "http/head.h"
#include "http/hosts.h"
#include "http/message.h"

namespace panoh::http {

/// Fills method, path, queries and headers of the request from a head that passed `check_head`. Refuses a
/// host that is not ours (421), a target that is not canonical (400), and methods that nothing here has
/// (405). `head_only` is set for HEAD, which is otherwise a GET.
[[nodiscard]] std::optional<Refusal> read_request(Head& head, const Hosts& hosts, Request& request,
                                                  bool& head_only);

} // namespace panoh::http
