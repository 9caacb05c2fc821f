// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/own_output.hpp"

#include "check/ascii.hpp"
#include "explain/context_words.hpp"
#include "explain/replies_in_text.hpp"
#include "explain/reply_codes_in_text.hpp"
#include "explain/tidy_text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace mpm::pasted {
namespace {

constexpr std::array<std::string_view, 7> services{"MX",        "SMTP BANNER",    "SMTP TLS",      "SMTP SEND",
                                                   "MAIL AUTH", "DNS DELEGATION", "MAIL ROUNDTRIP"};
constexpr std::array<std::string_view, 4> statuses{"OK", "WARNING", "CRITICAL", "UNKNOWN"};

/// The server that a sentence begins with: "mx.example.com [192.0.2.1]:25: ...", "[192.0.2.1]:25 ...".
std::string_view serverAtFrontOf(std::string_view sentence)
{
    if (sentence.starts_with('[')) {
        return sentence.substr(1, sentence.find(']') - 1);
    }
    auto name = sentence.substr(0, sentence.find(' '));
    while (name.ends_with(':') || name.ends_with(',')) {
        name.remove_suffix(1);
    }
    return name.find('.') == std::string_view::npos ? std::string_view() : name;
}

/// "mx.example.com [192.0.2.1]:25: RCPT TO a@b answered 554 5.7.1 "text"", or as line 1 has it, without quotes.
std::optional<PastedReply> replyIn(std::string_view sentence)
{
    const auto port = sentence.find("]:");
    std::size_t from = port == std::string_view::npos ? 0 : std::min(sentence.find(' ', port), sentence.size());
    const auto head = from;
    for (; from + 4 < sentence.size(); ++from) {
        const auto codes = sentence[from] == ' ' ? codesAt(sentence, from + 1) : std::nullopt;
        if (!codes || !codes->code || !readsOn(sentence, *codes)) {
            continue;
        }
        auto words = trim(sentence.substr(head, from - head));
        auto text = sentence.substr(codes->end);
        if (text.starts_with('"')) {
            text = text.substr(1, std::max<std::size_t>(text.rfind('"'), 1) - 1);
        }
        PastedReply reply{.code = codes->code, .enhanced = codes->enhanced, .text = std::string(tidy(text))};
        reply.step = stepAtFrontOf(words);
        reply.host = serverAtFrontOf(sentence.substr(0, 300));
        if (reply.step == Step::Rcpt) {
            reply.recipients = recipientsIn(" " + std::string(words.substr(0, 400)));
        }
        return reply;
    }
    return std::nullopt;
}

/// Line 1 behind "SMTP SEND CRITICAL - ", without what is measured.
std::string_view summaryIn(std::string_view line)
{
    if (line.substr(0, 40).find(" - ") == std::string_view::npos) {
        return {};
    }
    for (const auto service : services) {
        for (const auto status : statuses) {
            const auto front = std::string(service) + " " + std::string(status) + " - ";
            if (line.starts_with(front)) {
                line.remove_prefix(front.size());
                return line.substr(0, line.rfind(" | "));
            }
        }
    }
    return {};
}

/// The sentence of a finding's line, "[CRITICAL] smtp-reply-5yz ..."; empty for any other line.
std::string_view findingIn(std::string_view line)
{
    if (!line.starts_with('[')) {
        return {};
    }
    for (const auto status : statuses) {
        const auto front = "[" + std::string(status) + "] ";
        if (!line.starts_with(front)) {
            continue;
        }
        line.remove_prefix(front.size());
        const auto id = line.substr(0, line.find(' '));
        const bool sound = id.size() < line.size() && id.find('-') != std::string_view::npos &&
                           isAlphanumeric(id, "-") && toLower(id) == id;
        return sound ? line.substr(id.size() + 1) : std::string_view();
    }
    return {};
}

/// A string of JSON from behind its first quotation mark; characters that are written by number become blanks.
std::string unescaped(std::string_view text)
{
    std::string all;
    for (std::size_t at = 0; at < text.size() && text[at] != '"' && all.size() < 4096; ++at) {
        if (text[at] != '\\' || at + 1 == text.size()) {
            all += text[at];
            continue;
        }
        ++at;
        const bool isNumber = text[at] == 'u';
        const bool isControl = std::string_view("bfnrt").find(text[at]) != std::string_view::npos;
        all += isNumber || isControl ? ' ' : text[at];
        at += isNumber ? 4 : 0;
    }
    return all;
}

std::vector<PastedReply> repliesInJson(std::string_view text)
{
    std::vector<PastedReply> replies;
    constexpr std::string_view key = "\"message\":\"";
    for (auto at = text.find(key, text.find("\"findings\":[")); at != std::string_view::npos;
         at = text.find(key, at + 1)) {
        if (auto reply = replyIn(unescaped(text.substr(at + key.size()))); reply && replies.size() < mostCollected) {
            replies.push_back(std::move(*reply));
        }
    }
    return replies;
}

} // namespace

std::vector<PastedReply> repliesInOwnOutput(std::string_view text)
{
    if (text.starts_with("{\"plugin\":\"check_") && text.find("\"findings\":[") != std::string_view::npos) {
        return repliesInJson(text);
    }
    std::vector<PastedReply> replies;
    std::optional<PastedReply> summary;
    while (!text.empty() && replies.size() < mostCollected) {
        const auto line = text.substr(0, text.find_first_of("\r\n"));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (const auto sentence = findingIn(line); !sentence.empty() && !line.starts_with("[OK] ")) {
            if (auto reply = replyIn(sentence)) {
                replies.push_back(std::move(*reply));
            }
        } else if (const auto words = summary ? std::string_view() : summaryIn(line); !words.empty()) {
            summary = replyIn(words);
        }
    }
    if (replies.empty() && summary) {
        replies.push_back(std::move(*summary));
    }
    return replies;
}

} // namespace mpm::pasted
