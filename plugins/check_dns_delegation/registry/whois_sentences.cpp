// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/whois_sentences.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check_dns_delegation/registry/phrase_pattern.hpp"
#include "check_dns_delegation/registry/record.hpp"
#include "check_dns_delegation/registry/refusal.hpp"
#include "check_dns_delegation/registry/verdict_words.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::size_t wrappedFrom = 40; ///< octets of a line that goes on in the next
constexpr std::size_t mostWords = 60;   ///< of a sentence
constexpr std::size_t longestShown = 100;
constexpr std::size_t mostSentences = 400;
constexpr std::size_t longestJudged = 4000; ///< octets of a paragraph that tell whether it is a legal one
constexpr std::string_view wordEnds = " \t\r\n\"'`()[]{}<>,;:=|/";

/// Of the same top-level domain, and no server's or page's name.
bool isOtherDomain(std::string_view word, std::string_view top)
{
    const auto dot = word.rfind('.');
    return dot != std::string_view::npos && dot > 0 && word.substr(dot + 1) == top && !word.starts_with("www.") &&
           !word.starts_with("whois.") && !word.starts_with("nic.") && !word.starts_with("rdap.");
}

/// Comment signs, bullets and rulers in front.
std::string_view withoutSigns(std::string_view text)
{
    const auto first = text.find_first_not_of("%#*->&;! \t");
    return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

/// Lines that belong together, until a sentence is taken out of them.
struct Paragraph {
    std::string plain;
    std::string text;
    bool comment = false;
    bool goesOn = false; ///< the last line was as long as lines are that are broken
};

/// Labelled lines that speak of the question itself; all others are fields of a record.
bool isSpoken(const WhoisLine& line, const std::string& domain)
{
    if (line.comment || line.label.empty() || line.plain.starts_with(domain)) {
        return true;
    }
    const bool numbered =
        std::all_of(line.label.begin(), line.label.end(), [](const auto& word) { return isDigit(word.front()); });
    return line.kind == LabelKind::Verdict || numbered ||
           (line.kind == LabelKind::Unknown &&
            (line.label.size() >= 4 || saysFree(line.label) || saysTurnedAway(line.label) ||
             fitsOneOf(line.label, "error-|-error|result|notice|message|terms|disclaimer")));
}

/// "No match for ..." or "You have exceeded ..." on a line of its own, whatever stands above it.
bool isVerdict(const WhoisLine& line, const DnsName& domain)
{
    const auto first = withoutSigns(line.text).substr(0, 1);
    const bool begins = !first.empty() && toLower(first) != first;
    if (begins && withoutSigns(line.plain).starts_with("you")) {
        return refusalIn(sentenceWords(line.plain, domain)) == Refusal::Told;
    }
    return begins && line.plain.size() < wrappedFrom && saysFree(sentenceWords(line.plain, domain));
}

/// Where the first sentence of the text ends: behind a stop and in front of a blank.
std::size_t sentenceEnd(std::string_view plain)
{
    for (std::size_t at = 0; at + 1 < plain.size(); ++at) {
        const bool stop = plain[at] == '.' || plain[at] == '!' || plain[at] == '?' || plain[at] == ';';
        if (stop && (plain[at + 1] == ' ' || plain[at + 1] == '\t')) {
            return at + 1;
        }
    }
    return plain.size();
}

void addSentences(std::vector<WhoisSentence>& sentences, const Paragraph& paragraph, const DnsName& domain)
{
    if (sentences.size() >= mostSentences) {
        return;
    }
    const bool legal = isLegalText(plainWords(std::string_view(paragraph.plain).substr(0, longestJudged)));
    const bool alike = paragraph.plain.size() == paragraph.text.size();
    for (std::size_t at = 0; at < paragraph.plain.size() && sentences.size() < mostSentences;) {
        const auto length = sentenceEnd(std::string_view(paragraph.plain).substr(at));
        auto words = sentenceWords(std::string_view(paragraph.plain).substr(at, length), domain);
        if (!words.empty()) {
            const auto shown = std::string_view(alike ? paragraph.text : paragraph.plain).substr(at, length);
            sentences.push_back({harmless(trim(shown), longestShown), std::move(words), legal, false});
        }
        at += length;
    }
}

} // namespace

std::vector<std::string> sentenceWords(std::string_view plain, const DnsName& domain)
{
    const auto wanted = domain.toString();
    const auto top = wanted.substr(wanted.rfind('.') + 1);
    std::vector<std::string> words;
    for (std::size_t at = 0; at < plain.size() && words.size() < mostWords;) {
        const auto end = std::min(plain.find_first_of(wordEnds, at), plain.size());
        auto word = plain.substr(at, end - at);
        at = end + 1;
        const auto last = word.find_last_not_of(".!?*");
        word = last == std::string_view::npos ? std::string_view() : word.substr(0, last + 1);
        if (word == wanted) {
            words.emplace_back("~");
        } else if (isOtherDomain(word, top)) {
            words.emplace_back("@");
        } else {
            for (auto& part : plainWords(word)) {
                words.push_back(std::move(part));
            }
        }
    }
    return words;
}

std::vector<WhoisSentence> whoisSentences(const std::vector<WhoisLine>& lines, const DnsName& domain)
{
    std::vector<WhoisSentence> sentences;
    Paragraph paragraph;
    std::string block;
    std::size_t blockFrom = 0;
    const auto close = [&] {
        addSentences(sentences, paragraph, domain);
        block += (block.size() < longestJudged ? paragraph.plain : "") + " ";
        paragraph = Paragraph();
    };
    const auto closeBlock = [&] {
        close();
        const bool law = blockFrom < sentences.size() && isLegalText(plainWords(block.substr(0, longestJudged)));
        for (; blockFrom < sentences.size(); ++blockFrom) {
            sentences[blockFrom].amidLaw = law;
        }
        block.clear();
    };
    bool statusIsNext = false; // below its title: no sentence, though it may be a word of one
    for (const auto& line : lines) {
        const auto plain = withoutSigns(line.plain);
        const bool isStatus = statusIsNext && line.label.empty() && !line.comment;
        statusIsNext = line.kind == LabelKind::Status && line.value.empty();
        if (plain.empty() || isStatus || !isSpoken(line, domain.toString())) {
            closeBlock();
            continue;
        }
        if (!paragraph.goesOn || paragraph.comment != line.comment || isVerdict(line, domain)) {
            close();
        }
        paragraph.comment = line.comment;
        paragraph.plain += (paragraph.plain.empty() ? "" : " ") + std::string(plain);
        paragraph.text += (paragraph.text.empty() ? "" : " ") + std::string(withoutSigns(line.text));
        paragraph.goesOn =
            plain.size() >= wrappedFrom && std::string_view(".!?;").find(plain.back()) == std::string_view::npos;
    }
    closeBlock();
    return sentences;
}

bool mentionsDomain(std::string_view answer, const DnsName& domain)
{
    constexpr std::size_t longest = 260;
    const auto wanted = domain.toString();
    const bool international = wanted.find("xn--") != std::string::npos;
    for (std::size_t at = 0; at < answer.size();) {
        const auto end = std::min(answer.find_first_of(wordEnds, at), answer.size());
        auto word = answer.substr(at, end - at);
        at = end + 1;
        while (word.ends_with('.')) {
            word.remove_suffix(1);
        }
        if (equalIgnoringCase(word, wanted) ||
            (international && !isAscii(word) && word.size() <= longest && registryName(word) == domain)) {
            return true;
        }
    }
    return false;
}

} // namespace mpm
