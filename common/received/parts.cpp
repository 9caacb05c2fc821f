// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/parts.hpp"

#include "check/ascii.hpp"
#include "received/comments.hpp"
#include "received/header.hpp"
#include "received/transfer_encoding.hpp"

#include <optional>

namespace mpm {
namespace {

constexpr std::size_t longestBoundary = 200;

class PartWalker {
public:
    void walk(std::string_view entity, int depth)
    {
        const auto header = ReceivedHeader::parse(entity);
        const auto body = entity.substr(header.end());
        auto media = MediaType::parse(header.value("Content-Type"));
        if (media.isMultipart() && !media.boundary.empty() && media.boundary.size() <= longestBoundary) {
            if (depth >= deepestMessagePart) {
                all_.wasCut = true;
                return;
            }
            if (walkMultipart(body, media.boundary, depth + 1)) {
                return;
            }
        }
        if (all_.parts.size() >= mostMessageParts) {
            all_.wasCut = true;
            return;
        }
        all_.parts.push_back({std::move(media), decodedBody(body, header.value("Content-Transfer-Encoding"))});
    }

    MessageParts taken() { return std::move(all_); }

private:
    /// False where the boundary never occurs.
    bool walkMultipart(std::string_view body, const std::string& boundary, int depth)
    {
        const auto delimiter = "--" + boundary;
        std::optional<std::size_t> begin; // of the part that is open
        auto rest = body;
        bool seen = false;
        while (!rest.empty()) {
            const auto at = body.size() - rest.size();
            const auto line = takeLine(rest);
            if (!line.starts_with(delimiter)) {
                continue;
            }
            const auto behind = trim(line.substr(delimiter.size()));
            if (!behind.empty() && behind != "--") {
                continue; // a longer boundary, of a part inside
            }
            if (!seen && depth == 1) {
                all_.outside = withoutBlankEnds(body.substr(0, at));
            }
            seen = true;
            if (begin) {
                walk(withoutLineEnd(body.substr(*begin, at - *begin)), depth);
            }
            begin.reset();
            if (behind == "--" || all_.wasCut) {
                if (depth == 1) {
                    all_.outside += (all_.outside.empty() ? "" : "\n") + std::string(withoutBlankEnds(rest));
                }
                return true;
            }
            begin = body.size() - rest.size();
        }
        if (begin) { // the last boundary is missing: the message was cut on its way
            walk(body.substr(*begin), depth);
        }
        return seen;
    }

    static std::string_view withoutBlankEnds(std::string_view text)
    {
        constexpr auto blank = " \t\r\n";
        const auto first = text.find_first_not_of(blank);
        return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(blank) - first + 1);
    }

    /// The line end before a boundary is the boundary's (RFC 2046 section 5.1.1).
    static std::string_view withoutLineEnd(std::string_view part)
    {
        part.remove_suffix(part.ends_with("\r\n") ? 2 : part.ends_with('\n') ? 1 : 0);
        return part;
    }

    MessageParts all_;
};

} // namespace

MediaType MediaType::parse(std::string_view contentType)
{
    const auto whole = withoutComments(contentType);
    std::string_view text = whole;
    MediaType media;
    auto end = findOutside(text, ';');
    media.type = toLower(trim(text.substr(0, end)));
    const auto slash = media.type.find('/');
    if (slash == std::string::npos || slash == 0 || slash + 1 == media.type.size() ||
        !isAlphanumeric(media.type, "/.+-_")) {
        media.type = "text/plain";
    }
    while (end != std::string_view::npos) {
        text.remove_prefix(end + 1);
        end = findOutside(text, ';');
        const auto parameter = text.substr(0, end);
        const auto sign = parameter.find('=');
        if (sign == std::string_view::npos) {
            continue;
        }
        const auto name = trim(parameter.substr(0, sign));
        const auto value = unquoted(trim(parameter.substr(sign + 1)));
        if (equalIgnoringCase(name, "charset")) {
            media.charset = toLower(value);
        } else if (equalIgnoringCase(name, "boundary")) {
            media.boundary = value;
        } else if (equalIgnoringCase(name, "report-type")) {
            media.reportType = toLower(value);
        }
    }
    return media;
}

MessageParts partsOfMessage(std::string_view message)
{
    PartWalker walker;
    walker.walk(message, 0);
    return walker.taken();
}

} // namespace mpm
