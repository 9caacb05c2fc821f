// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/run_plugin.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/render_json.hpp"
#include "check/render_prometheus.hpp"
#include "check/render_text.hpp"
#include "check/usage_error.hpp"
#include "check/version.hpp"
#include "cli/effect.hpp"
#include "cli/last_words.hpp"
#include "cli/limits.hpp"
#include "cli/secret_files.hpp"
#include "cli/standard_input.hpp"
#include "cli/suggestion.hpp"
#include "cli/watchdog.hpp"
#include "explain/explain_page.hpp"
#include "io/failure.hpp"
#include "io/findings.hpp"

#include <algorithm>
#include <exception>
#include <new>
#include <optional>
#include <vector>

namespace mpm {
namespace {

struct Output {
    std::string text;
    int exitStatus = 3;
};

std::string render(const Report& report, Format format, int verbosity)
{
    switch (format) {
    case Format::Json: return renderJson(report, verbosity);
    case Format::Prometheus: return renderPrometheus(report);
    case Format::Text: break;
    }
    return renderText(report, verbosity);
}

/// What the options alone say of a report.
void label(Report& report, const PluginDescription& plugin, const Asked& asked, const CommonOptions& options)
{
    report.plugin = plugin.name;
    report.service = plugin.service;
    report.target = asked.target;
    report.place = asked.place;
    report.labels = options.labels;
}

Report unknown(const PluginDescription& plugin, const Asked& asked, const CommonOptions& options, const std::string& id,
               const std::string& message)
{
    Report report;
    label(report, plugin, asked, options);
    Finding finding;
    finding.id = id;
    finding.status = Status::Unknown;
    finding.message = printable(message, 1024);
    report.findings.push_back(std::move(finding));
    return report;
}

Report failed(const PluginDescription& plugin, const Asked& asked, const CommonOptions& options,
              const FindingKind& kind, const std::string& message)
{
    auto report = unknown(plugin, asked, options, std::string(kind.id), message);
    report.findings.front().remedy = kind.remedy;
    return report;
}

/// The user's severity of internal-error counts, unlike that of usage-error, before which there are none.
Report broken(const PluginDescription& plugin, const Asked& asked, const CommonOptions& options,
              const std::string& message)
{
    auto report = failed(plugin, asked, options, internalErrorKind, message);
    report.summary = report.findings.front().summary();
    conclude(report, {}, options.severities, {});
    return report;
}

constexpr std::string_view noMemory = "out of memory: this machine gives the check too little";

/// This machine, or who runs the check here, is what stopped it. The user's severity of local-fault counts.
Report stopped(const PluginDescription& plugin, const Asked& asked, const CommonOptions& options,
               std::string_view message, std::string_view remedy = hostFindings.localFault.remedy)
{
    auto report = failed(plugin, asked, options, hostFindings.localFault, std::string(message));
    report.findings.front().remedy = remedy;
    report.summary = report.findings.front().summary();
    conclude(report, {}, options.severities, {});
    return report;
}

Output localFault(const PluginDescription& plugin, const Asked& asked, const CommonOptions& options,
                  std::string_view message)
{
    const auto report = stopped(plugin, asked, options, message);
    return {render(report, options.format, 0), static_cast<int>(report.status())};
}

/// Usage errors are one line whatever the verbosity; the finding below line 1 would only repeat it.
Output usageError(const PluginDescription& plugin, Format format, const std::string& message)
{
    const auto report = failed(plugin, {}, {}, usageErrorKind, message);
    auto text = render(report, format, 0);
    if (format == Format::Text) {
        text.resize(text.find('\n') + 1);
    }
    return {std::move(text), static_cast<int>(Status::Unknown)};
}

/// What --format says, also where the rest of the arguments can't be read.
Format formatAmong(const std::vector<std::string>& arguments, const PluginDescription& plugin)
{
    return parseFormat(findFormat(arguments, plugin.name)).value_or(Format::Text);
}

CommonOptions withFormat(Format format)
{
    CommonOptions options;
    options.format = format;
    return options;
}

/// The answer must arrive before the caller gives up, so what waits ends a little earlier.
Seconds headRoom(Seconds timeout)
{
    return std::min(Seconds(0.1), timeout * 0.1);
}

Deadline startedAt(Clock::time_point start, Seconds duration)
{
    return Deadline{start + std::chrono::duration_cast<Clock::duration>(duration)};
}

/// The name that the check is about, where it was typed in Unicode.
std::string typedTarget(const CommandLine& line)
{
    for (const auto* option : {"domain", "mx", "hostname"}) {
        if (const auto name = line.value(option); name && !isAscii(*name)) {
            return printable(*name);
        }
    }
    return {};
}

Watchdog::Answer answer(const Report& report, const CommonOptions& options)
{
    return {render(report, options.format, options.verbosity), report.status()};
}

/// All waits for servers end before this comes, so that silence of theirs is told as such; here this machine was too
/// slow to look and judge.
Report timedOut(const PluginDescription& plugin, const Asked& asked, const CommonOptions& options)
{
    auto report =
        unknown(plugin, asked, options, "timed-out",
                "the check ran out of time: no verdict within " + formatNumber(options.timeout.count()) + " s");
    auto& finding = report.findings.front();
    finding.status = options.timeoutStatus;
    finding.subject = asked.target;
    finding.remedy =
        "Look at this machine's load and memory, and at how many checks it runs at once, or raise --timeout; "
        "what the servers did by then is not known.";
    report.metrics.push_back(seconds("time", options.timeout.count()));
    conclude(report, {}, options.severities, plugin.findings);
    report.summary = report.findings.front().summary(); // line 1 where the user wants a time-out to be OK
    return report;
}

/// What is said when the files that the options name, one of which may be a pipe that nobody writes to,
/// can't be read in time.
Watchdog::Answer filesTooSlow(const PluginDescription& plugin, const CommonOptions& options)
{
    return answer(
        stopped(plugin, {}, options, "reading the files that the options name takes longer than --timeout",
                "See whether one is on a file system that hangs (a network mount: try ls and df there), or is "
                "a pipe that nobody writes to; give another file, or mount it anew."),
        options);
}

/// The text for --explain that comes by standard input. Somebody at a terminal may take any time.
std::string pastedInTime(const PluginDescription& plugin, const CommandLine& line, Clock::time_point start)
{
    const auto most = mostPastedOctets + 1; // one more shows that there is more
    std::string text;
    if (isTypedInput()) {
        askFor("Paste the bounce or the lines of a log, then press Enter and Ctrl-D:\n");
        text = readStandardInput(most, isReadFromEnd);
    } else {
        const auto options = readCommonOptions(line, plugin);
        const auto late = answer(stopped(plugin, {}, options, "reading standard input takes longer than --timeout",
                                         "See what writes to it: its end is waited for (-t for a longer time)."),
                                 options);
        const Watchdog watchdog(startedAt(start, options.timeout - headRoom(options.timeout) / 3), late, late);
        text = readStandardInput(most, isReadFromEnd);
    }
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
        throw UsageError("--explain -: nothing came by standard input: pipe a bounce or log lines into it");
    }
    return text;
}

std::optional<Output> answerWithoutTarget(const PluginDescription& plugin, const CommandLine& line, Format format,
                                          Clock::time_point start)
{
    const int guidelineStatus = 3; // the guidelines want 3 for -h and -V
    if (line.has("help")) {
        return Output{helpText(plugin), guidelineStatus};
    }
    if (line.has("version")) {
        return Output{std::string(plugin.name) + " " + version + " (monitoring-plugins-mail)\n", guidelineStatus};
    }
    if (line.has("list-findings")) {
        const auto kinds = allFindings(plugin);
        return Output{format == Format::Json ? renderJson(plugin.name, kinds) : findingsText(plugin), 0};
    }
    if (const auto given = line.value("explain")) {
        const auto explained = answerFor(*given == "-" ? pastedInTime(plugin, line, start) : *given);
        return Output{format == Format::Json ? renderJson(plugin.name, explained) : renderText(explained), 0};
    }
    return std::nullopt;
}

CommandLine readIniFilesInTime(const PluginDescription& plugin, const CommandLine& line, Clock::time_point start)
{
    if (!line.has("extra-opts")) {
        return line;
    }
    const auto options = readCommonOptions(line, plugin);
    const auto late = filesTooSlow(plugin, options);
    const Watchdog watchdog(startedAt(start, options.timeout - headRoom(options.timeout) / 3), late, late);
    return line.withIniFiles(allOptions(plugin), plugin.name);
}

PreparedCheck prepareInTime(const PluginDescription& plugin, const CommandLine& line, const CommonOptions& options,
                            const PrepareCheck& prepare, Deadline deadline)
{
    const bool readsFiles = std::any_of(plugin.options.begin(), plugin.options.end(), [&](const OptionSpec& spec) {
        const bool ofFile = spec.argument.find("FILE") != std::string_view::npos || spec.argument == "DIR";
        return ofFile && line.has(spec.name);
    });
    if (!readsFiles) {
        return prepare(line, options);
    }
    if (namesSecretFile(line, plugin.options)) {
        forbidDumps();
    }
    const auto late = filesTooSlow(plugin, options);
    const Watchdog watchdog(deadline, late, late);
    return prepare(line, options);
}

/// In the format that was asked for.
void prepareLastWordsOf(const PluginDescription& plugin, const Asked& asked, const CommonOptions& options)
{
    if (options.format == Format::Text) {
        return; // the first words are text
    }
    const auto answerOf = [&](std::string_view word, std::string_view remedy = hostFindings.localFault.remedy) {
        return answer(stopped(plugin, asked, options, word, remedy), options).text;
    };
    prepareLastWords(
        {answerOf("interrupted by a signal before the check had ended",
                  "Find out who ended it: a scheduler whose own time-out is shorter than --timeout, a service that was "
                  "stopped, or somebody at a terminal."),
         answer(broken(plugin, asked, options, "internal error: the check crashed"), options).text, answerOf(noMemory),
         answerOf("the check has used up the processor time that this machine gives it (ulimit -t)",
                  "Give the check more processor time (ulimit -t, LimitCPU of the service that runs it).")});
}

Output check(const PluginDescription& plugin, const CommandLine& line, const CommonOptions& options,
             const PrepareCheck& prepare, Clock::time_point start)
{
    const auto room = headRoom(options.timeout);
    const auto last = startedAt(start, options.timeout - room / 3);
    Asked asked;
    try {
        prepareLastWordsOf(plugin, asked, options);
        demandMemory();
        const auto prepared = prepareInTime(plugin, line, options, prepare, last);
        asked = prepared.asked;
        prepareLastWordsOf(plugin, asked, options);
        const auto late = answer(timedOut(plugin, asked, options), options);
        const auto aborted = answer(broken(plugin, asked, options, "a library aborted the check"), options);
        const Watchdog watchdog(last, late, aborted);
        auto report = prepared.run(startedAt(start, options.timeout - room));
        label(report, plugin, asked, options);
        report.typedTarget = typedTarget(line);
        append(report.findings, unusedOptions(line, plugin.options));
        append(report.findings, readableSecretFiles(line, plugin.options));
        conclude(report, options.thresholds, options.severities, plugin.findings);
        return {render(report, options.format, options.verbosity), static_cast<int>(report.status())};
    } catch (const UsageError&) {
        throw;
    } catch (const MachineUnfit& fault) {
        return localFault(plugin, asked, options, fault.what());
    } catch (const std::bad_alloc&) {
        return localFault(plugin, asked, options, noMemory);
    } catch (const std::exception& error) {
        const auto report = broken(plugin, asked, options, std::string("internal error: ") + error.what());
        return {render(report, options.format, 0), static_cast<int>(report.status())};
    }
}

/// More than anybody types or a scheduler passes; reading them must not take longer than any time-out.
constexpr std::size_t mostArguments = 1000;
constexpr std::size_t longestFlags = 100; ///< of a single argument: -vvv

std::vector<std::string> argumentsFrom(int argc, char** argv)
{
    std::vector<std::string> arguments;
    for (int i = 1; i < argc; ++i) {
        std::string_view argument = argv[i];
        const bool flags = argument.size() > longestFlags && argument.front() == '-' &&
                           argument.find_first_not_of('v', 1) == std::string_view::npos;
        arguments.emplace_back(flags ? argument.substr(0, longestFlags) : argument);
        if (arguments.size() > mostArguments) {
            break; // the reader says so
        }
    }
    return arguments;
}

} // namespace

void runPlugin(DescribePlugin describe, int argc, char** argv, const PrepareCheck& prepare)
{
    prepareFirstWords();
    const auto start = Clock::now();
    raiseLimits();
    const auto plugin = describe();
    const auto arguments = argumentsFrom(argc, argv);
    auto timeout = CommonOptions{}.timeout;
    Output output;
    try {
        if (arguments.size() > mostArguments) {
            throw UsageError("more than " + std::to_string(mostArguments) + " arguments");
        }
        const auto given = CommandLine::parse(arguments, allOptions(plugin));
        if (const auto early = answerWithoutTarget(plugin, given, formatAmong(arguments, plugin), start)) {
            output = *early;
        } else {
            const auto line = readIniFilesInTime(plugin, given, start);
            const auto options = readCommonOptions(line, plugin);
            timeout = options.timeout;
            output = check(plugin, line, options, prepare, start);
        }
    } catch (const UnknownOption& unknown) {
        const auto instead = insteadOf(unknown.option(), plugin);
        output = usageError(plugin, formatAmong(arguments, plugin),
                            instead.empty() ? unknown.what()
                                            : "unknown option '" + printable(unknown.option()) + "'" + instead);
    } catch (const MachineUnfit& fault) {
        output = localFault(plugin, {}, withFormat(formatAmong(arguments, plugin)), fault.what());
    } catch (const std::bad_alloc&) {
        output = localFault(plugin, {}, withFormat(formatAmong(arguments, plugin)), noMemory);
    } catch (const std::exception& error) {
        output = usageError(plugin, formatAmong(arguments, plugin), error.what());
    }
    // Whoever called may have stopped reading, and a full pipe waits. Text that was typed has taken its own time.
    const Watchdog::Answer unheard{"", static_cast<Status>(output.exitStatus)};
    const Watchdog watchdog(startedAt(isTypedInput() ? Clock::now() : start, timeout), unheard, unheard);
    answerAndExit(output.text, static_cast<Status>(output.exitStatus));
}

} // namespace mpm
