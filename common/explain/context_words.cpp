// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/context_words.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"

#include <algorithm>
#include <array>

namespace mpm::pasted {
namespace {

/// Words that name a step.
struct StepName {
    std::string_view words;
    Step step;
};

/// Longer names before those that they begin with.
constexpr std::array stepNames{StepName{"rcpt", Step::Rcpt},
                               StepName{"mail from", Step::Mail},
                               StepName{"mail", Step::Mail},
                               StepName{"end of data", Step::Message},
                               StepName{"end-of-data", Step::Message},
                               StepName{"end-of-message", Step::Message},
                               StepName{"end of message", Step::Message},
                               StepName{"end of headers", Step::Message},
                               StepName{"sending data block", Step::Message},
                               StepName{"data block", Step::Message},
                               StepName{"message body", Step::Message},
                               StepName{"message content", Step::Message},
                               StepName{"bdat", Step::Message},
                               StepName{".", Step::Message},
                               StepName{"dot", Step::Message},
                               StepName{"data", Step::Data},
                               StepName{"starttls", Step::StartTls},
                               StepName{"auth", Step::Auth},
                               StepName{"ehlo", Step::Ehlo},
                               StepName{"lhlo", Step::Ehlo},
                               StepName{"helo", Step::Helo},
                               StepName{"initial connection", Step::Greeting},
                               StepName{"greeting", Step::Greeting},
                               StepName{"banner", Step::Greeting},
                               StepName{"connection", Step::Connect},
                               StepName{"connect", Step::Connect},
                               StepName{"quit", Step::Quit},
                               StepName{"vrfy", Step::Command},
                               StepName{"expn", Step::Command},
                               StepName{"rset", Step::Command},
                               StepName{"noop", Step::Command},
                               StepName{"help", Step::Command},
                               StepName{"etrn", Step::Command},
                               StepName{"turn", Step::Command},
                               StepName{"atrn", Step::Command},
                               StepName{"command", Step::Command}};

/// Words behind which the name of a step stands.
constexpr std::array leads{
    "in reply to ", "in response to ", "after ", ">>> ",     "reject: ",     "rejected ", "while sending ",
    "during ",      "reply to ",       "cmd=",   "at step ", "response to ", "command=\""};

/// Sentences that name a step without its command.
constexpr std::array sayings{StepName{"refused to talk to me", Step::Greeting},
                             StepName{"greeting failed", Step::Greeting},
                             StepName{"does not like recipient", Step::Rcpt},
                             StepName{"does not like sender", Step::Mail},
                             StepName{"sender was rejected", Step::Mail},
                             StepName{"my name was rejected", Step::Helo},
                             StepName{"after i sent the message", Step::Message},
                             StepName{"failed on data command", Step::Data},
                             StepName{"rcpt to:<", Step::Rcpt},
                             StepName{"mail from:<", Step::Mail},
                             StepName{"connect to ", Step::Connect},
                             StepName{"connection refused", Step::Connect},
                             StepName{"rejecting connection", Step::Greeting}};

struct Found {
    std::size_t at = std::string_view::npos;
    std::optional<Step> step = {};
};

bool isInsideWord(std::string_view text, std::size_t at)
{
    return at > 0 && at < text.size() && isAlphanumeric(text[at - 1]) && isAlphanumeric(text[at]);
}

/// Calls `take` for every step that a text in small letters names.
template <class Take>
void eachStep(std::string_view text, Take take)
{
    for (const std::string_view lead : leads) {
        for (auto at = text.find(lead); at != std::string_view::npos; at = text.find(lead, at + 1)) {
            const auto step = isInsideWord(text, at) ? std::nullopt : stepAtFrontOf(text.substr(at + lead.size(), 64));
            if (step) {
                take(Found{at, step});
            }
        }
    }
    for (const auto& saying : sayings) {
        for (auto at = text.find(saying.words); at != std::string_view::npos; at = text.find(saying.words, at + 1)) {
            take(Found{at, saying.step});
        }
    }
}

constexpr std::string_view ofNames = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:";

/// The name at the front, or the address in brackets where there is none.
std::string nameAtFrontOf(std::string_view text)
{
    text = text.substr(0, 300);
    if (text.starts_with('[') || text.starts_with('(') || text.starts_with('"')) {
        text.remove_prefix(1);
    }
    auto name = text.substr(0, text.find_first_not_of(ofNames));
    while (name.ends_with('.') || name.ends_with(':')) {
        name.remove_suffix(1);
    }
    if (const auto port = name.find(':'); port != std::string_view::npos && port == name.rfind(':')) {
        name = name.substr(0, port);
    }
    const bool isName = name.find_first_of(".:") != std::string_view::npos && name.size() <= 255 && name.front() != ':';
    return isName ? std::string(name) : std::string();
}

constexpr std::array hostLeads{"host ",
                               "h=",
                               "relay=",
                               "while talking to ",
                               "connect to ",
                               "connected to ",
                               "remote-mta: dns; ",
                               "dns;",
                               "remote server at ",
                               " domain by ",
                               " by ",
                               "mta: ",
                               "smtp server ",
                               "remote server "};

/// An address at the front of a text, with or without angle brackets, at most 320 octets.
std::string addressAtFrontOf(std::string_view text)
{
    text = text.substr(0, 330);
    const bool bracket = text.starts_with('<');
    const auto end = text.find_first_of(bracket ? std::string_view(">\n") : std::string_view(" \t\n,;()<>'\""));
    auto address = text.substr(bracket ? 1 : 0, end == std::string_view::npos ? end : end - (bracket ? 1 : 0));
    while (!bracket && (address.ends_with(':') || address.ends_with('.'))) {
        address.remove_suffix(1);
    }
    const auto at = address.find('@');
    const bool sound = at != std::string_view::npos && at > 0 && at + 1 < address.size() && address.size() <= 320 &&
                       address.find_first_of(" \t") == std::string_view::npos;
    return sound ? std::string(address) : std::string();
}

constexpr std::size_t mostRecipients = 20;

/// "to=<a@b>,<c@d>".
void addList(std::vector<std::string>& all, std::string_view text)
{
    while (all.size() < mostRecipients) {
        const auto address = addressAtFrontOf(text);
        if (address.empty()) {
            return;
        }
        addOnce(all, address);
        text.remove_prefix(std::min(text.size(), address.size() + (text.starts_with('<') ? 2 : 0)));
        if (!text.starts_with(',')) {
            return;
        }
        text.remove_prefix(1);
        text = trim(text);
    }
}

/// A blank at the end: a word of a sentence.
constexpr std::array recipientLeads{
    " to=", "rcpt to:", "rcpt to ",       "rejected rcpt ", "delivered to ", "message to ", "addr=", " ** ",
    " == ", " => ",     "for recipient ", "delivering to ", "to address ",   " rcpt=",      ",to=",  "##rfc822;"};

} // namespace

std::optional<Step> stepAtFrontOf(std::string_view text)
{
    auto lower = toLower(text.substr(0, 80));
    std::string_view rest = lower;
    for (const std::string_view before : {"pipelined ", "the ", "final ", "smtp ", "command "}) {
        if (rest.starts_with(before)) {
            rest.remove_prefix(before.size());
        }
    }
    for (const auto& name : stepNames) {
        const bool ends =
            rest.size() == name.words.size() || !isAlphanumeric(rest[std::min(rest.size() - 1, name.words.size())]);
        if (rest.starts_with(name.words) && ends) {
            return name.step;
        }
    }
    return std::nullopt;
}

std::optional<Step> stepBefore(std::string_view text)
{
    const auto lower = toLower(text);
    Found last;
    eachStep(lower, [&](const Found& found) {
        if (last.at == std::string_view::npos || found.at >= last.at) {
            last = found;
        }
    });
    return last.step;
}

std::optional<Step> stepBehind(std::string_view text)
{
    const auto lower = toLower(text.substr(0, 2000));
    for (const std::string_view lead : {"(in reply to ", "(in response to ", "in response to "}) {
        if (const auto at = lower.find(lead); at != std::string::npos) {
            return stepAtFrontOf(std::string_view(lower).substr(at + lead.size()));
        }
    }
    return std::nullopt;
}

std::string hostIn(std::string_view text)
{
    const auto lower = toLower(text);
    std::string host;
    std::size_t best = 0;
    const auto offer = [&](std::size_t at, const std::string& name) {
        if (!name.empty() && at >= best) {
            best = at;
            host = name;
        }
    };
    for (const std::string_view lead : hostLeads) {
        for (auto at = lower.find(lead); at != std::string::npos; at = lower.find(lead, at + 1)) {
            if (!isInsideWord(lower, at)) {
                offer(at, nameAtFrontOf(trim(text.substr(at + lead.size()))));
            }
        }
    }
    // qmail: "192.0.2.1 does not like recipient.", "192.0.2.1 failed after I sent the message."
    const auto at = std::min(
        {lower.find(" does not like "), lower.find(" failed after i sent "), lower.find(" accepted message.")});
    if (at != std::string::npos) {
        const auto word = lower.find_last_of(" \t\n:", at == 0 ? 0 : at - 1);
        const auto begin = word == std::string::npos ? 0 : word + 1;
        offer(begin, nameAtFrontOf(text.substr(begin)));
    }
    return host;
}

std::vector<std::string> recipientsIn(std::string_view text, std::size_t reply)
{
    const auto padded = " " + toLower(text.substr(0, 8192));
    std::vector<std::string> all;
    for (const std::string_view lead : recipientLeads) {
        for (auto at = padded.find(lead); at != std::string::npos && all.size() < mostRecipients;
             at = padded.find(lead, at + 1)) {
            const auto begin = at + lead.size() - 1; // of the text, which has no blank in front
            if (isInsideWord(padded, at) || (begin > reply && lead.ends_with(' ') && isLetter(lead.front()))) {
                continue;
            }
            addList(all, begin < text.size() ? trim(text.substr(begin)) : std::string_view());
        }
    }
    if (all.empty() && text.starts_with('<')) {
        addList(all, text);
    }
    // Exchange's message tracking: "...,a@b;c@d,[{LED=550 ..."
    if (const auto end = padded.find(",[{led="); all.empty() && end != std::string::npos) {
        const auto begin = padded.find_last_of(",\"", end - 1) + 1; // 0 where there is none
        for (const auto& each :
             split(text.substr(std::max<std::size_t>(begin, 1) - 1, end - std::max<std::size_t>(begin, 1)), ';')) {
            addList(all, each);
        }
    }
    return all;
}

std::string addressAlone(std::string_view line)
{
    auto rest = trim(line);
    while (rest.ends_with(':')) {
        rest.remove_suffix(1);
    }
    if (const auto mailto = rest.find("<mailto:"); mailto != std::string_view::npos) {
        rest = trim(rest.substr(0, mailto));
    }
    const auto address = addressAtFrontOf(rest);
    const bool isAll = rest == address || (rest.starts_with('<') && rest.find('>') == rest.size() - 1);
    return isAll ? address : std::string();
}

} // namespace mpm::pasted
