// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/message_parts.hpp"

#include "check/ascii.hpp"
#include "explain/markup.hpp"
#include "explain/pasted_encoding.hpp"
#include "received/transfer_encoding.hpp"

#include <algorithm>
#include <array>

namespace mpm::pasted {
namespace {

constexpr std::size_t mostFields = 200;
constexpr std::size_t longestField = 8192;

/// The line at the front, without its end; removes both.
std::string_view takeLine(std::string_view& text)
{
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

/// The name of the field that a line begins with; empty where it is none (RFC 5322 section 3.6.8).
std::string_view fieldName(std::string_view line)
{
    const auto name = line.substr(0, line.substr(0, 80).find(':'));
    const bool sound = name.size() < line.size() && !name.empty() && isAlphanumeric(name, "-_");
    return sound ? name : std::string_view();
}

/// A parameter of a Content-Type: boundary="abc".
std::string_view parameter(std::string_view value, std::string_view name)
{
    const auto lower = toLower(value);
    auto at = lower.find(std::string(name) + "=");
    if (at == std::string::npos) {
        return {};
    }
    value.remove_prefix(at + name.size() + 1);
    if (value.starts_with('"')) {
        return value.substr(1, value.find('"', 1) - 1);
    }
    return value.substr(0, value.find_first_of("; \t"));
}

constexpr std::array messageFields{
    "from", "to",         "subject",      "received",     "return-path",        "content-type",
    "date", "message-id", "mime-version", "delivered-to", "x-failed-recipients"};

/// What is left where the header of the message was not copied: "--boundary" and a part's header.
std::string_view loneBoundary(std::string_view text)
{
    while (!text.empty()) {
        const auto line = takeLine(text);
        if (trim(line).empty()) {
            continue;
        }
        const bool isBoundary = line.starts_with("--") && line.size() > 2 && line.size() < 200;
        const auto header = isBoundary ? Fields::parse(text) : Fields();
        return header.has("content-type") ? line.substr(2) : std::string_view();
    }
    return {};
}

/// Words of the subjects of bounces, in small letters.
constexpr std::array subjectsOfBounces{"undeliver", "delivery",    "deliver",   "returned",    "fail",      "bounce",
                                       "rejected",  "mail system", "unzustell", "zustell",     "non remis", "remise",
                                       "mislukt",   "no se puede", "mancat",    "niedostarcz", "warning: "};

/// Whether a message comes from a mail system, or forwards what does.
bool isOfMailSystem(const Fields& header)
{
    const auto from = toLower(header.value("from"));
    const auto subject = toLower(header.value("subject").substr(0, 400));
    return header.value("return-path") == "<>" || header.has("x-failed-recipients") ||
           header.value("content-type").find("report") != std::string_view::npos ||
           from.find("mailer-daemon") != std::string::npos || from.find("postmaster") != std::string::npos ||
           from.find("mail delivery") != std::string::npos || from.find("microsoftexchange") != std::string::npos ||
           std::any_of(subjectsOfBounces.begin(), subjectsOfBounces.end(),
                       [&](const char* words) { return subject.find(words) != std::string::npos; });
}

/// What a walk knows of the message that it is in.
struct Inside {
    int depth = 0;
    bool isReport = false; ///< its messages are what is returned
    Reading reading = Reading::Running;
};

class Walker {
public:
    std::vector<TextPart> take(std::string_view entity)
    {
        const auto header = Fields::parse(entity);
        walk(entity, {.reading = isOfMailSystem(header) ? Reading::Running : Reading::Letter});
        if (parts_.empty() && isBroken_) {
            const auto body = entity.substr(header.end());
            walkParts(body, trim(loneBoundary(body)), {.depth = 1});
            if (parts_.empty()) {
                parts_.push_back({PartKind::Plain, asUtf8(body), Reading::Running});
            }
        }
        return std::move(parts_);
    }

    void walkParts(std::string_view body, std::string_view boundary, const Inside& inside)
    {
        if (inside.depth > deepestPart) {
            return;
        }
        if (boundary.empty() || boundary.size() > 200) {
            isBroken_ = true;
            return;
        }
        const auto delimiter = "--" + std::string(boundary);
        const char* begin = nullptr;
        auto rest = body;
        while (!rest.empty() && parts_.size() < mostParts) {
            const auto line = takeLine(rest);
            if (!line.starts_with(delimiter)) {
                continue;
            }
            if (begin) {
                walk({begin, static_cast<std::size_t>(line.data() - begin)}, inside);
            }
            begin = rest.data();
            if (line.substr(delimiter.size()).starts_with("--")) {
                return;
            }
        }
        isBroken_ = isBroken_ || !begin;
        if (begin && parts_.size() < mostParts) { // cut off
            walk({begin, static_cast<std::size_t>(body.data() + body.size() - begin)}, inside);
        }
    }

    std::vector<TextPart> taken() { return std::move(parts_); }

private:
    void walk(std::string_view entity, const Inside& inside)
    {
        const auto header = Fields::parse(entity);
        const auto body = entity.substr(header.end());
        const auto content = header.value("content-type");
        const auto type = toLower(trim(content.substr(0, content.find(';'))));
        if (type.starts_with("multipart/")) {
            const bool isReport = inside.isReport || type == "multipart/report";
            walkParts(body, parameter(content, "boundary"), {inside.depth + 1, isReport, inside.reading});
            return;
        }
        const auto encoding = header.value("content-transfer-encoding");
        const auto text = [&] { return asUtf8(decodedBody(body, encoding), parameter(content, "charset")); };
        if (type == "message/delivery-status" || type == "message/global-delivery-status") {
            parts_.push_back({PartKind::DeliveryStatus, text()});
            if (inside.reading == Reading::Letter) { // it is a bounce after all
                for (auto& part : parts_) {
                    part.reading = Reading::Running;
                }
            }
        } else if (type == "text/html") {
            parts_.push_back({PartKind::Html, withoutMarkup(text()), inside.reading});
        } else if (type.empty() || type == "text/plain" || type == "text") {
            parts_.push_back({PartKind::Plain, text(), inside.reading});
        } else if (type == "message/rfc822" && !inside.isReport && inside.depth < deepestPart) {
            walkMessage(body, inside);
        }
    }

    /// A bounce that is forwarded, maybe inside another message.
    void walkMessage(std::string_view message, const Inside& inside)
    {
        const auto header = Fields::parse(message);
        if (isOfMailSystem(header)) {
            walk(message, {inside.depth + 1, false, Reading::Running});
            return;
        }
        const auto type = toLower(header.value("content-type").substr(0, 20));
        if (type.starts_with("multipart/mixed") || type.starts_with("message/rfc822")) {
            const auto before = static_cast<std::ptrdiff_t>(parts_.size());
            walk(message, {inside.depth + 1, false, Reading::Letter});
            // Its own text is what somebody wrote, and no reply to him.
            parts_.erase(std::remove_if(parts_.begin() + before, parts_.end(),
                                        [](const TextPart& part) { return part.reading == Reading::Letter; }),
                         parts_.end());
        }
    }

    std::vector<TextPart> parts_;
    bool isBroken_ = false; ///< a boundary that can't be used
};

} // namespace

Fields Fields::parse(std::string_view text)
{
    Fields all;
    auto rest = text;
    while (!rest.empty()) {
        auto behind = rest;
        const auto line = takeLine(behind);
        if (line.empty()) {
            rest = behind;
            break;
        }
        const bool folded = line.front() == ' ' || line.front() == '\t';
        const auto name = folded ? std::string_view() : fieldName(line);
        if (folded && !all.fields_.empty()) {
            auto& value = all.fields_.back().value;
            value += value.size() < longestField ? " " + std::string(trim(line)) : "";
        } else if (name.empty()) {
            if (line.starts_with("From ") && all.fields_.empty()) { // of a mailbox file
                rest = behind;
                continue;
            }
            break;
        } else if (all.fields_.size() < mostFields) {
            all.fields_.push_back(
                {toLower(name), std::string(trim(line.substr(name.size() + 1).substr(0, longestField)))});
        }
        rest = behind;
    }
    all.end_ = text.size() - rest.size();
    return all;
}

std::string_view Fields::value(std::string_view name) const
{
    const auto field =
        std::find_if(fields_.begin(), fields_.end(), [&](const Field& each) { return each.name == name; });
    return field == fields_.end() ? std::string_view() : std::string_view(field->value);
}

bool Fields::has(std::string_view name) const
{
    return std::any_of(fields_.begin(), fields_.end(), [&](const Field& each) { return each.name == name; });
}

bool isMessage(std::string_view text)
{
    if (!loneBoundary(text).empty()) {
        return true;
    }
    const auto header = Fields::parse(text);
    const auto known =
        std::count_if(messageFields.begin(), messageFields.end(), [&](const char* name) { return header.has(name); });
    return known >= 2 || (known == 1 && (header.has("content-type") || header.has("received")));
}

std::vector<TextPart> partsOf(std::string_view message)
{
    Walker walker;
    const auto boundary = loneBoundary(message);
    if (boundary.empty()) {
        return walker.take(message);
    }
    walker.walkParts(message, trim(boundary), {.depth = 1});
    return walker.taken();
}

} // namespace mpm::pasted
