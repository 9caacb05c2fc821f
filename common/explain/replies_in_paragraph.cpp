// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/ascii.hpp"
#include "explain/context_words.hpp"
#include "explain/implied_reply.hpp"
#include "explain/replies_in_text.hpp"
#include "explain/reply_codes_in_text.hpp"
#include "explain/tidy_text.hpp"

#include <algorithm>

namespace mpm::pasted {
namespace {

constexpr std::size_t furthestContext = 2000; ///< octets before a reply in which its step and host are looked for

bool endsWith(std::string_view text, std::size_t at, std::string_view word)
{
    return at >= word.size() && equalIgnoringCase(text.substr(at - word.size(), word.size()), word);
}

/// qmail writes a report in one word, "192.0.2.1_does_not_like_recipient./Remote_host_said:_550_...".
std::string readable(std::string_view paragraph)
{
    std::string text(paragraph);
    const auto at = std::min({text.find(" failure: "), text.find(" deferral: "), text.find(" success: ")});
    if (at != std::string::npos && text.find(' ', at + 11) == std::string::npos) {
        std::replace(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), '_', ' ');
        for (auto slash = text.find("./", at); slash != std::string::npos; slash = text.find("./", slash + 1)) {
            text[slash + 1] = ' ';
        }
    }
    for (auto end = text.find("\\n"); end != std::string::npos; end = text.find("\\n", end)) {
        text.replace(end, 2, "  "); // Exim escapes line ends
    }
    return text;
}

/// Where the text of a reply ends that begins at `from`, if it does before the end of `text`.
std::size_t endOfText(std::string_view text, const CodesAt& codes, std::size_t from)
{
    auto end = text.size();
    for (const std::string_view stop : {" (in reply to ", "(in response to ", "; from=<", ", from=<", ", stat=", "};{",
                                        "})", " [{LED=", "> #SMTP#", "##rfc822;", " SMTP code: ", "(delivery attempts",
                                        "Giving up on ", "I'm not going to try again", "I am not going to try again"}) {
        end = std::min(end, text.find(stop, from));
    }
    if (codes.quote != '\0') {
        for (auto at = text.find(codes.quote, from); at < end; at = text.find(codes.quote, at + 1)) {
            if (at + 1 >= text.size() || !isAlphanumeric(text[at + 1])) { // an apostrophe is inside a word
                end = at;
            }
        }
    }
    return end;
}

/// A reply as it grows, line by line.
struct Growing {
    CodesAt codes;
    std::size_t last = 0; ///< where the text of its latest line begins
    PastedReply reply;
    bool goesOn = false;
};

/// Words behind "status=bounced (" or "stat=", where the log line quotes no reply.
std::string statusText(std::string_view text)
{
    if (const auto at = text.find("stat="); at != std::string_view::npos) {
        return std::string(tidy(text.substr(at + 5)));
    }
    const auto at = text.find("status=");
    const auto open = at == std::string_view::npos ? at : text.find('(', at);
    return open == std::string_view::npos ? std::string() : std::string(tidy(text.substr(open + 1)));
}

class ParagraphReader {
public:
    ParagraphReader(std::string_view text, Reading reading) : text_(text), reading_(reading) {}

    std::vector<PastedReply> read()
    {
        for (std::size_t at = 0; at < text_.size() && replies_.size() < mostCollected;) {
            if (!isDigit(text_[at])) {
                ++at;
                continue;
            }
            const auto codes = codesAt(text_, at);
            if (!codes) {
                while (at < text_.size() && isDigit(text_[at])) {
                    ++at;
                }
                continue;
            }
            take(*codes);
            at = std::max(at + 1, std::min(codes->end, text_.size()));
        }
        finish(text_.size());
        addWhatLogsImply();
        return std::move(replies_);
    }

private:
    void take(const CodesAt& codes)
    {
        if (growing_ && isQuotedInside(codes)) {
            growing_->reply.enhanced =
                growing_->goesOn || growing_->reply.enhanced ? growing_->reply.enhanced : codes.enhanced;
            return;
        }
        if (growing_ && isCodeBehind(codes)) {
            growing_->reply.enhanced = growing_->reply.enhanced ? growing_->reply.enhanced : codes.enhanced;
            if (!growing_->goesOn) {
                finish(codes.begin - 2);
                end_ = codes.end;
            }
            return;
        }
        if (growing_ && isSameReply(codes)) {
            addLine(codes.begin);
            growing_->last = codes.end;
            growing_->goesOn = codes.goesOn;
            growing_->reply.enhanced = growing_->reply.enhanced ? growing_->reply.enhanced : codes.enhanced;
            return;
        }
        if (!codes.code && endsWith(text_, codes.begin, "dsn=")) {
            dsn_ = codes.enhanced;
            finish(codes.begin);
            return;
        }
        if (!isReply(text_, codes, reading_)) {
            return;
        }
        if (growing_ && !growing_->codes.code && codes.code) {
            const auto between = tidy(text_.substr(growing_->last, codes.begin - growing_->last));
            const bool isRepeated = codes.enhanced == growing_->codes.enhanced && (between.empty() || between == ";");
            if (isRepeated || equalIgnoringCase(between, "smtp;")) {
                growing_.reset(); // "#5.1.1 smtp;550 5.1.1 ...", "4.4.7;550 4.4.7 ..."
            }
        }
        finish(codes.begin);
        growing_ = Growing{codes, codes.end, {codes.code, codes.enhanced}, codes.goesOn};
    }

    /// Another server's reply in the text of this one: "550-Response: 550 5.1.1 ...", "550 ... (a@b:550 5.1.1 ...)".
    bool isQuotedInside(const CodesAt& codes) const
    {
        if (!codes.code || codes.code != growing_->reply.code || codes.begin == growing_->last) {
            return false;
        }
        if (growing_->goesOn) {
            return endsWith(text_, codes.begin, "response: ");
        }
        const auto before = text_.substr(growing_->last, codes.begin - growing_->last);
        const auto open = before.ends_with(':') ? before.rfind('(') : std::string_view::npos;
        return open != std::string_view::npos && !addressAlone(before.substr(open + 1)).empty();
    }

    /// "550 sorry, no mailbox here by that name (#5.1.1 - chkuser)".
    bool isCodeBehind(const CodesAt& codes) const
    {
        return growing_->reply.code && !codes.code && codes.enhanced->status == *growing_->reply.code / 100 &&
               codes.begin >= growing_->last + 2 &&
               (endsWith(text_, codes.begin, "(#") || endsWith(text_, codes.begin, "SMTP info: "));
    }

    /// A further line of the reply that is being read.
    bool isSameReply(const CodesAt& codes) const
    {
        if (!codes.code) { // Python shows all lines in one pair of quotes, with the first code once
            return growing_->codes.quote != '\0' && codes.enhanced == growing_->codes.enhanced;
        }
        if (codes.code != growing_->reply.code) {
            return false;
        }
        const bool sameEnhanced =
            codes.enhanced == growing_->reply.enhanced || !codes.enhanced || !growing_->reply.enhanced;
        if (growing_->goesOn) {
            return sameEnhanced;
        }
        return codes.enhanced && codes.enhanced == growing_->reply.enhanced &&
               endOfText(text_.substr(0, codes.begin), growing_->codes, growing_->last) >= codes.begin &&
               text_.substr(growing_->last, codes.begin - growing_->last).find(" said") == std::string_view::npos;
    }

    void addLine(std::size_t end)
    {
        auto& reply = growing_->reply;
        const auto stop = endOfText(text_.substr(0, end), growing_->codes, growing_->last);
        const auto line = tidy(text_.substr(growing_->last, stop - std::min(stop, growing_->last)));
        if (!line.empty() && reply.text.size() < longestText) {
            reply.text += (reply.text.empty() ? "" : " ") + std::string(line);
        }
    }

    void finish(std::size_t end)
    {
        if (!growing_) {
            return;
        }
        addLine(end);
        auto& reply = growing_->reply;
        const auto from = std::max(end_, growing_->codes.begin - std::min(growing_->codes.begin, furthestContext));
        const auto before = text_.substr(from, growing_->codes.begin - from);
        const auto behind = text_.substr(growing_->codes.begin, end - growing_->codes.begin);
        if (reply.text.empty()) {
            reply.text = sentenceBefore(before, growing_->codes);
        }
        reply.step = stepBehind(behind);
        reply.step = reply.step ? reply.step : stepBefore(before);
        reply.host = hostIn(before);
        if (const auto name = behind.find("{FQDN="); reply.host.empty() && name != std::string_view::npos) {
            reply.host = hostIn("host " + std::string(behind.substr(name + 6, 300)));
        }
        if (reply.text.starts_with("Additional SMTP info") ||
            (reply.text.empty() && endsWith(before, before.size(), "code: "))) {
            reply.text = sentenceBeforeCode(before);
        }
        reply.recipients = recipientsIn(text_, growing_->codes.begin);
        if (const auto key = keyBefore(before); !key.empty()) {
            reply.recipients = {key};
        }
        replies_.push_back(std::move(reply));
        growing_.reset();
        end_ = end;
    }

    /// "Sorry, no mailbox here by that name. (#5.1.1)": the code stands behind.
    static std::string sentenceBefore(std::string_view before, const CodesAt& codes)
    {
        const auto opening = before.find_last_not_of("# ");
        if (codes.begin == 0 || opening == std::string_view::npos || before[opening] != '(') {
            return {};
        }
        before = before.substr(0, opening);
        const auto colon = before.rfind(": ");
        return std::string(tidy(colon == std::string_view::npos ? before : before.substr(colon + 2)));
    }

    /// PHPMailer: "RCPT TO failed: User unknown SMTP code: 550 Additional SMTP info: 5.1.1".
    static std::string sentenceBeforeCode(std::string_view before)
    {
        before = before.substr(0, before.rfind(" SMTP code:"));
        const auto colon = before.rfind(": ");
        return std::string(tidy(colon == std::string_view::npos ? before : before.substr(colon + 2)));
    }

    /// Python: "{'a@b': (550, b'...')}".
    static std::string keyBefore(std::string_view before)
    {
        if (!before.ends_with("': (")) {
            return {};
        }
        before.remove_suffix(4);
        const auto quote = before.rfind('\'');
        return quote == std::string_view::npos ? std::string() : addressAlone(before.substr(quote + 1));
    }

    void addWhatLogsImply()
    {
        if (dsn_ && replies_.empty()) {
            imply({.enhanced = dsn_, .text = statusText(text_)});
        } else if (dsn_ && replies_.size() == 1 && !replies_[0].enhanced && replies_[0].code &&
                   *replies_[0].code / 100 == dsn_->status) {
            replies_[0].enhanced = dsn_;
        }
        if (auto implied = replies_.empty() ? impliedByEntry(text_) : std::nullopt) {
            imply(std::move(implied->reply));
            if (implied->ofServer) {
                replies_.back().host.clear(); // the one that it names is the client
            }
        }
    }

    void imply(PastedReply reply)
    {
        const auto named = stepBehind(text_);
        reply.step = named ? named : reply.step ? reply.step : stepBefore(text_.substr(0, furthestContext));
        reply.host = hostIn(text_.substr(0, furthestContext));
        reply.recipients = recipientsIn(text_);
        replies_.push_back(std::move(reply));
    }

    std::string_view text_;
    Reading reading_;
    std::size_t end_ = 0; ///< of the latest reply
    std::optional<Growing> growing_ = {};
    std::optional<EnhancedCode> dsn_ = {};
    std::vector<PastedReply> replies_ = {};
};

} // namespace

std::vector<PastedReply> repliesInParagraph(std::string_view paragraph, Reading reading)
{
    const auto text = readable(paragraph);
    return ParagraphReader(text, reading).read();
}

} // namespace mpm::pasted
