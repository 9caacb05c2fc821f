// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/authentication_results.hpp"

#include "check/ascii.hpp"
#include "received/comments.hpp"

#include <algorithm>
#include <utility>

namespace mpm {
namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// "name=value", or a name alone. Blanks may stand around "=", and within a name around "." and "/" (RFC 8601
/// section 2.2 and appendix B.7).
struct Item {
    std::string name;
    std::string value;
    bool hasValue = false;
};

class Items {
public:
    explicit Items(std::string_view text) : text_(text) {}

    /// The next one; nothing at the end.
    std::optional<Item> next()
    {
        skipBlanks();
        if (at_ >= text_.size()) {
            return std::nullopt;
        }
        Item item;
        while (at_ < text_.size() && text_[at_] != '=') {
            item.name += takeNamePart();
            const auto behind = at_;
            skipBlanks();
            const bool goesOn = at_ < text_.size() && (text_[at_] == '.' || text_[at_] == '/' || text_[at_] == '=' ||
                                                       item.name.ends_with('.') || item.name.ends_with('/'));
            if (!goesOn) {
                at_ = behind;
                return item;
            }
        }
        ++at_;
        skipBlanks();
        item.hasValue = true;
        item.value = takeValue();
        return item;
    }

private:
    void skipBlanks()
    {
        while (at_ < text_.size() && isBlank(text_[at_])) {
            ++at_;
        }
    }

    /// Up to a blank or "=", with whatever sign stands at its front.
    std::string_view takeNamePart()
    {
        const auto begin = at_;
        ++at_;
        while (at_ < text_.size() && !isBlank(text_[at_]) && text_[at_] != '=') {
            ++at_;
        }
        return text_.substr(begin, at_ - begin);
    }

    std::string takeValue()
    {
        const auto begin = at_;
        if (at_ < text_.size() && text_[at_] == '"') {
            at_ = endOfQuoted(text_, at_);
            const auto quoted = unquoted(text_.substr(begin, at_ - begin));
            return quoted + std::string(takeWord()); // "local part"@example.org
        }
        return std::string(takeWord());
    }

    std::string_view takeWord()
    {
        const auto begin = at_;
        while (at_ < text_.size() && !isBlank(text_[at_])) {
            ++at_;
        }
        return text_.substr(begin, at_ - begin);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

std::optional<AuthResult> readResult(std::string_view text)
{
    Items items(text);
    const auto first = items.next();
    if (!first || !first->hasValue || first->value.empty()) {
        return std::nullopt;
    }
    AuthResult result;
    result.method = toLower(trim(std::string_view(first->name).substr(0, first->name.find('/'))));
    result.result = toLower(first->value);
    if (!isAlphanumeric(result.method, "-_") || result.method.empty()) {
        return std::nullopt;
    }
    while (auto item = items.next()) {
        const auto dot = item->name.find('.');
        if (!item->hasValue || result.properties.size() >= mostAuthProperties) {
            continue;
        }
        if (equalIgnoringCase(item->name, "reason")) {
            result.reason = std::move(item->value);
        } else if (dot != std::string::npos) {
            result.properties.push_back(
                {toLower(item->name.substr(0, dot)), toLower(item->name.substr(dot + 1)), std::move(item->value)});
        }
    }
    return result;
}

} // namespace

std::string_view AuthResult::value(std::string_view type, std::string_view name) const
{
    const auto found = std::find_if(properties.begin(), properties.end(), [&](const AuthProperty& property) {
        return property.type == type && property.name == name;
    });
    return found == properties.end() ? std::string_view() : std::string_view(found->value);
}

std::optional<AuthenticationResults> AuthenticationResults::parse(std::string_view body)
{
    const auto whole = withoutComments(body);
    std::string_view text = whole;
    auto end = findOutside(text, ';');
    const auto head = trim(text.substr(0, end));
    const auto endOfId =
        head.starts_with('"') ? endOfQuoted(head, 0) : std::min(head.find_first_of(" \t"), head.size());
    AuthenticationResults all;
    all.authservId = unquoted(head.substr(0, endOfId));
    const auto version = trim(head.substr(endOfId));
    if (all.authservId.empty() || all.authservId.find('=') != std::string::npos ||
        (!version.empty() && version != "1")) {
        return std::nullopt;
    }
    while (end != std::string_view::npos && all.results.size() < mostAuthResults) {
        text.remove_prefix(end + 1);
        end = findOutside(text, ';');
        if (auto result = readResult(text.substr(0, end))) {
            all.results.push_back(std::move(*result));
        }
    }
    return all;
}

} // namespace mpm
