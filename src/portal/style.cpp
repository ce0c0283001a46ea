#include "portal/style.h"

#include "core/bytes.h"
#include "crypto/sha256.h"
#include "portal/base64.h"

namespace panoh::portal {
namespace {

// Colours and sizes are those of web/src/app.css, so that the staff app and public pages are one house.
constexpr char page_sheet[] =
#include "portal_page_css.inc"
    ;
constexpr char report_sheet[] =
#include "portal_report_css.inc"
    ;
constexpr char paper_sheet[] =
#include "portal_paper_css.inc"
    ;

} // namespace

Literal page_style()
{
    return page_sheet;
}

Literal report_style()
{
    return report_sheet;
}

Literal paper_style()
{
    return paper_sheet;
}

Literal mark()
{
    return R"(<svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true" focusable="false" fill="none" stroke="#0b5d5e" stroke-width="2.6"><path d="M3 21V11a8 8 0 0 1 16 0v10"/><path stroke-width="4" d="M11 21v-9"/></svg>)";
}

namespace {

std::string policy_with(std::string_view forms, std::string_view more_style = {})
{
    const std::string sheet = std::string(page_style().text()) + std::string(more_style);
    const auto hash = crypto::sha256(core::as_bytes(sheet));
    return "default-src 'none'; style-src 'sha256-" + base64(hash) +
           "'; img-src 'self'; base-uri 'none'; form-action " + std::string(forms) +
           "; frame-ancestors 'none'";
}

} // namespace

const std::string& page_policy()
{
    static const std::string policy = policy_with("'none'");
    return policy;
}

const std::string& chart_policy()
{
    static const std::string policy = policy_with("'none'", report_style().text());
    return policy;
}

const std::string& form_policy()
{
    static const std::string policy = policy_with("'self'");
    return policy;
}

} // namespace panoh::portal
