// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/replies_in_text.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "explain/context_words.hpp"
#include "explain/implied_reply.hpp"
#include "explain/line_kinds.hpp"
#include "explain/reply_codes_in_text.hpp"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <map>

namespace mpm::pasted {
namespace {

constexpr std::size_t longestParagraph = 8192;
constexpr std::size_t mostRecipients = 20; ///< of one reply

class TextReader {
public:
    explicit TextReader(Reading reading) : reading_(reading) {}

    FreeText read(std::string_view text)
    {
        while (!text.empty() && replies_.size() < mostCollected) {
            const auto end = text.find('\n');
            auto line = text.substr(0, end);
            text.remove_prefix(std::min(text.size(), line.size() + 1));
            if (line.ends_with('\r')) {
                line.remove_suffix(1);
            }
            if (reading_ != Reading::Alone && isAboveCopy(line)) {
                break;
            }
            take(line);
        }
        flush();
        leaveOutWhatFollows();
        addWhatSayingsImply();
        return {std::move(replies_), std::move(sayings_)};
    }

private:
    void take(std::string_view line)
    {
        while (line.starts_with('>') && !line.starts_with(">>>")) { // a quoted mail
            line.remove_prefix(line.starts_with("> ") ? 2 : 1);
        }
        line = withoutItemMark(line);
        const auto words = trim(line);
        if (takesRecipientBelow(line)) {
            return;
        }
        const auto logged = loggedLine(words);
        if (isTypedCommand(logged.empty() ? words : logged)) {
            hasTranscript_ = true;
            flush();
            takeCommand(logged.empty() ? words : logged);
            return;
        }
        const auto said = behindArrow(words, {"<<<", "<--", "<~*", "<**", "<~", "<-"});
        const auto sent = behindArrow(words, {">>>", "-->", "~>", "->"});
        if (sent.empty() && (words.empty() || isSubject(line) || isClientsOwnWord(words))) {
            flush();
        } else if (!sent.empty()) {
            flush();
            takeCommand(sent);
        } else if (isAddressLine(line)) {
            flush();
            takeAddress(line);
        } else if (!said.empty()) {
            hasTranscript_ = true;
            takeLine(said, true, indentOf(line));
        } else {
            hasTranscript_ = hasTranscript_ || !logged.empty();
            const bool isEntry = isLogEntry(line);
            if (isEntry && logged.empty()) {
                flush();
                forget();
            }
            const bool begins = isEntry || isReasonInQueue(words) || saysAnotherReply(words) ||
                                (indentOf(line) == 0 && (beginsWithAddress(line) || line.starts_with("host ")));
            takeLine(words, begins, indentOf(line));
        }
    }

    /// An entry of a log is about nobody whom the one before named.
    void forget()
    {
        step_.reset();
        host_.clear();
        recipients_.clear();
        anyReplySinceAddress_ = false;
        anySayingSinceAddress_ = false;
    }

    /// "foo said: 421 ...", where the reply before is complete.
    bool saysAnotherReply(std::string_view words) const
    {
        const auto at = words.substr(0, 100).find(" said: ");
        return at != std::string_view::npos && at + 7 < words.size() && isDigit(words[at + 7]) && !paragraph_.empty() &&
               !repliesInParagraph(paragraph_, reading_).empty();
    }

    /// mailq has the recipients in lines of their own, below the reason in brackets.
    bool takesRecipientBelow(std::string_view line)
    {
        const auto address = indentOf(line) > 0 ? addressAlone(line) : std::string();
        if (!address.empty() && isReasonInQueue(paragraph_) && paragraph_.ends_with(')')) {
            const auto reason = paragraph_.substr(1, paragraph_.size() - 2);
            below_ = replies_.size();
            recipients_.clear();
            flush();
            if (replies_.size() == *below_) {
                imply(reason, {});
            }
        }
        if (address.empty() || !below_) {
            below_.reset();
            return false;
        }
        for (auto at = *below_; at < replies_.size(); ++at) {
            if (replies_[at].recipients.size() < mostRecipients) {
                addOnce(replies_[at].recipients, address);
            }
        }
        return true;
    }

    /// A bounce may say in words what became of a recipient, or of all of them.
    void addWhatSayingsImply()
    {
        for (const auto& saying : sayings_) {
            const bool isTold = std::any_of(replies_.begin(), replies_.end(), [&](const PastedReply& reply) {
                return reply.recipients == saying.recipients;
            });
            if (!isTold && replies_.size() < mostCollected) {
                imply(saying.words, saying.recipients);
            }
        }
    }

    void imply(std::string_view words, const std::vector<std::string>& recipients)
    {
        if (auto implied = impliedByWords(words)) {
            implied->host = hostIn(words);
            implied->recipients = recipients;
            replies_.push_back(std::move(*implied));
        }
    }

    /// What a transcript shows behind its arrow, which may have the time before it.
    static std::string_view behindArrow(std::string_view words, std::initializer_list<std::string_view> arrows)
    {
        for (const auto arrow : arrows) {
            const auto at = words.substr(0, 40).find(arrow);
            const auto before = words.substr(0, at);
            const bool isBehindTime = at != std::string_view::npos && arrow.size() > 2 &&
                                      (isDigit(words[0]) || before.find(':') != std::string_view::npos);
            if (at == 0 || isBehindTime) {
                return trim(words.substr(at + arrow.size()));
            }
        }
        return {};
    }

    /// A dialogue that ended in a refusal is about that, not about what was accepted before, nor about what a client
    /// that goes on regardless is told, or concludes.
    void leaveOutWhatFollows()
    {
        const auto isRefusal = [](const PastedReply& reply) {
            return (reply.code ? *reply.code / 100 : reply.enhanced->status) > 3;
        };
        const auto follows = [](const PastedReply& reply) {
            const bool isSendmails = reply.code == 554 && reply.enhanced == EnhancedCode{5, 0, 0};
            return reply.code == 503 || (isSendmails && equalIgnoringCase(reply.text, "Service unavailable"));
        };
        if (!hasTranscript_) {
            return;
        }
        if (std::any_of(replies_.begin(), replies_.end(), isRefusal)) {
            std::erase_if(replies_, [&](const PastedReply& reply) { return !isRefusal(reply); });
        }
        if (!replies_.empty() && !follows(replies_.front())) {
            std::erase_if(replies_, follows);
        }
    }

    bool isAddressLine(std::string_view line) const
    {
        const bool goesOn = !paragraph_.empty() && indentOf(line) > 0 && indentOf(line) >= indent_;
        return !goesOn && !addressAlone(line).empty();
    }

    /// Addresses one below the other are told the same.
    void takeAddress(std::string_view line)
    {
        if (anyReplySinceAddress_ || anySayingSinceAddress_) {
            recipients_.clear();
        }
        anyReplySinceAddress_ = false;
        anySayingSinceAddress_ = false;
        if (recipients_.size() < mostRecipients) {
            addOnce(recipients_, addressAlone(line));
        }
    }

    /// ">>> RCPT To:<a@b>" of a transcript.
    void takeCommand(std::string_view command)
    {
        step_ = stepAtFrontOf(command);
        if (step_ == Step::Rcpt) {
            recipients_ = recipientsIn(command);
        }
    }

    void takeLine(std::string_view words, bool begins, std::size_t indent)
    {
        for (; words.size() > longestParagraph; words.remove_prefix(longestParagraph)) {
            takeLine(words.substr(0, longestParagraph), begins, indent);
        }
        const auto codes = codesAt(words, words.find_first_not_of("'\"([{#"));
        const bool isFurther = openCode_ && codes && codes->code == openCode_;
        const bool isNew = codes && (isReply(words, *codes, reading_) || answersNext(words, *codes, indent));
        const bool isLedIn = isNew && !begins && paragraph_.ends_with(':'); // "SMTP error ... after RCPT TO:<a@b>:"
        if (!isFurther && !isLedIn && (begins || isNew)) {
            flush();
        }
        if (paragraph_.size() + words.size() > longestParagraph) {
            flush();
        }
        paragraph_ += (paragraph_.empty() ? "" : " ") + std::string(words);
        indent_ = indent;
        openCode_ = openCodeOf(words, openCode_);
    }

    /// A line of a dialogue that begins with a code, as the one before does.
    bool answersNext(std::string_view words, const CodesAt& codes, std::size_t indent) const
    {
        const auto before = codesAt(paragraph_, 0);
        return codes.begin == 0 && codes.code && before && before->code && indent <= indent_ && words.size() > 3 &&
               (words[3] == ' ' || words[3] == '-') && readsOn(words, codes);
    }

    /// The code with which a line begins a reply that goes on in the next one.
    static std::optional<int> openCodeOf(std::string_view words, std::optional<int> before)
    {
        for (std::size_t at = 0; at + 3 < words.size(); ++at) {
            const bool isQuoted = words.substr(0, at).ends_with("Response: "); // another server's, in this one's text
            const bool candidate = isDigit(words[at]) && (at == 0 || !isAlphanumeric(words[at - 1])) && !isQuoted;
            const auto codes = candidate ? codesAt(words, at) : std::nullopt;
            if (codes && codes->code) {
                before = codes->goesOn ? codes->code : codes->code == before ? std::nullopt : before;
                at += 3;
            }
        }
        return before;
    }

    void flush()
    {
        if (paragraph_.empty()) {
            return;
        }
        auto found = repliesInParagraph(paragraph_, reading_);
        takeDelivery(found);
        if (found.empty()) {
            takeContext();
            if (!recipients_.empty() && !anyReplySinceAddress_ && sayings_.size() < mostCollected) {
                sayings_.push_back({recipients_, paragraph_.substr(0, 400)});
                anySayingSinceAddress_ = true;
            }
        }
        for (auto& reply : found) {
            reply.step = reply.step ? reply.step : step_;
            reply.host = reply.host.empty() ? host_ : reply.host;
            reply.recipients = reply.recipients.empty() ? recipients_ : reply.recipients;
            anyReplySinceAddress_ = true;
        }
        append(replies_, std::move(found));
        paragraph_.clear();
        openCode_.reset();
    }

    /// qmail names the recipient where a delivery begins, and only its number where that ends.
    void takeDelivery(std::vector<PastedReply>& found)
    {
        constexpr std::string_view word = "delivery ";
        const auto at = paragraph_.find(word);
        const auto end = at == std::string::npos ? at : paragraph_.find(':', at);
        if (end == std::string::npos || end - at > word.size() + 12) {
            return;
        }
        const auto number = paragraph_.substr(at + word.size(), end - at - word.size());
        const auto to = std::min(paragraph_.find(" to remote "), paragraph_.find(" to local "));
        if (found.empty() && to != std::string::npos && deliveries_.size() < mostCollected) {
            const auto name = paragraph_.find_last_of(' ');
            deliveries_[number] = addressAlone(std::string_view(paragraph_).substr(name));
        }
        const auto known = deliveries_.find(number);
        for (auto& reply : found) {
            if (reply.recipients.empty() && known != deliveries_.end() && !known->second.empty()) {
                reply.recipients = {known->second};
            }
        }
    }

    /// What a paragraph without a reply says of those that follow.
    void takeContext()
    {
        const auto lower = toLower(paragraph_);
        if (lower.starts_with("connected to ") || lower.find("while talking to ") != std::string::npos ||
            lower.find("generating server") != std::string::npos ||
            lower.find(" by the server for ") != std::string::npos) {
            host_ = hostIn(paragraph_);
            step_.reset();
        }
        if (auto named = recipientsIn(paragraph_); !named.empty()) {
            recipients_ = std::move(named);
            anyReplySinceAddress_ = false;
        }
    }

    Reading reading_;
    std::string paragraph_;
    std::size_t indent_ = 0;           ///< of its latest line
    std::optional<int> openCode_ = {}; ///< of a reply whose last line is yet to come
    std::optional<Step> step_ = {};    ///< of the command that a transcript shows
    std::string host_;
    std::vector<std::string> recipients_;
    std::map<std::string, std::string, std::less<>> deliveries_; ///< recipients by qmail's numbers
    std::optional<std::size_t> below_ =
        {}; ///< the first of the replies that the recipients in the next lines are about
    bool anyReplySinceAddress_ = false;
    bool anySayingSinceAddress_ = false;
    bool hasTranscript_ = false;
    std::vector<PastedReply> replies_;
    std::vector<Saying> sayings_;
};

} // namespace

std::vector<PastedReply> repliesInText(std::string_view text, Reading reading)
{
    return readFreeText(text, reading).replies;
}

FreeText readFreeText(std::string_view text, Reading reading)
{
    return TextReader(reading).read(text);
}

} // namespace mpm::pasted
