#include "bulletin/hand_over.h"

#include "core/log.h"

namespace panoh::bulletin {

mail::Handed hand_over(const PostNeeds& needs, mail::Line& line, const Outgoing& outgoing)
{
    const auto& options = needs.options;
    const auto bytes =
        mail::write_letter({.from = options.from,
                            .to = std::string(outgoing.to),
                            .subject = outgoing.letter.subject,
                            .text = outgoing.letter.text,
                            .html = outgoing.letter.html,
                            .message_id = outgoing.message_name + '@' + host_of(options.public_address),
                            .at = needs.clock.now(),
                            .headers = outgoing.headers});
    if (!bytes) {
        core::log(core::LogLevel::error, "letter_unwritable",
                  {{"code", core::LogValue::word(bytes.error().code)}});
        return mail::Handed::letter_refused;
    }
    return line.hand_over(options.from.address, outgoing.to, *bytes);
}

} // namespace panoh::bulletin
