#pragma once

#include "access/gate.h"
#include "bulletin/post.h"
#include "http/router.h"

namespace panoh::bulletin {

/// Starting, stopping and watching the sending of editions. The arguments outlive the router.
void add_sending_routes(http::Router& router, const access::Gate& gate, store::Database& database,
                        Post& post);

} // namespace panoh::bulletin
