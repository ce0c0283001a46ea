#include "app/release_needs.h"

#include "portal/report_page.h"

namespace panoh::app {

release::ReleaseNeeds release_needs(Node& node, release::LedgerMarks& marks)
{
    return {.database = node.database(),
            .clock = node.clock(),
            .key = node.access().secret().release_key(),
            .marks = marks,
            .program = PANOH_VERSION};
}

std::string draw_report(const release::Report& report, std::string_view language)
{
    return portal::report_page(report, language);
}

} // namespace panoh::app
