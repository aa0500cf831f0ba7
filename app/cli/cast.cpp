#include "app/cli/studio.hpp"
#include "app/cli/verbs.hpp"

#include <nlohmann/json.hpp>

namespace rushlight::app {

namespace {

using nlohmann::json;

std::string handle_of(const std::string& typed)
{
    return typed.rfind('@', 0) == 0 ? typed.substr(1) : typed;
}

void tell(const cameo::Standing& standing, Report& report)
{
    const auto& member = standing.member;
    json fields{{"handle", member.handle},
                {"kind", cameo::to_string(member.kind)},
                {"pictures", member.pictures.size()},
                {"state", standing.state},
                {"sentence", standing.sentence}};
    std::string line = "@" + member.handle + "  " + std::string(cameo::to_string(member.kind)) +
                       "  " + std::to_string(member.pictures.size()) + " pictures  " +
                       standing.state;
    if (standing.grant) {
        const auto& grant = *standing.grant;
        fields["until"] = cameo::to_date(grant.expires - 1);
        fields["forbidden"] = grant.forbidden.words;
        line += "  until " + cameo::to_date(grant.expires - 1);
        for (const auto& word : grant.forbidden.words) {
            line += "  not \"" + word + "\"";
        }
    }
    if (!standing.sentence.empty()) {
        line += "\n  " + standing.sentence;
    }
    report.result(line, fields);
}

void add(cameo::Cast& cast, const CastOptions& options, Report& report)
{
    const auto kind = cameo::parse_kind(options.kind);
    if (!kind) {
        throw Failure(Exit::usage,
                      "--kind must be person, animal, object or place, not \"" + options.kind +
                          "\"");
    }
    const auto added = cast.add(handle_of(options.handle),
                                *kind,
                                {options.pictures.begin(), options.pictures.end()},
                                options.preview);
    for (const auto& finding : added.findings) {
        report.note(finding.file.filename().string() + ": " + finding.sentence);
        if (!finding.preview.empty()) {
            report.preview(finding.sentence, finding.preview);
        }
    }
    if (added.became_person) {
        report.note("a human face was found, so @" + added.member.handle + " counts as a person");
    }
    tell(cast.show(added.member.handle), report);
}

void grant(cameo::Cast& cast, const CastOptions& options, Report& report)
{
    cameo::Terms terms;
    const std::string handle = handle_of(options.handle);
    const auto member = cast.member(handle);
    if (options.until.empty()) {
        terms.until = cast.now() + cameo::usual_grant(member.kind, member.level);
    } else {
        const auto day = cameo::parse_date(options.until);
        if (!day) {
            throw Failure(Exit::usage,
                          "--until \"" + options.until + "\" is no day; write it as 2027-01-31");
        }
        terms.until = *day + cameo::one_day;
    }
    terms.forbidden.words = options.forbid;
    (void)cast.grant(handle, terms);
    tell(cast.show(handle), report);
}

} // namespace

void run(const CastOptions& options, Report& report, const std::stop_token&)
{
    People people;
    cameo::Cast& cast = people.cast();
    const std::string handle = handle_of(options.handle);
    switch (options.verb) {
    case CastOptions::Verb::add:
        add(cast, options, report);
        return;
    case CastOptions::Verb::list:
        for (const auto& standing : cast.list()) {
            tell(standing, report);
        }
        return;
    case CastOptions::Verb::show:
        tell(cast.show(handle), report);
        return;
    case CastOptions::Verb::grant:
        grant(cast, options, report);
        return;
    case CastOptions::Verb::revoke:
        cast.revoke(handle);
        tell(cast.show(handle), report);
        return;
    case CastOptions::Verb::remove:
        cast.remove(handle);
        report.result("@" + handle + " is deleted; its takes stay and can no longer be made again",
                      {{"handle", handle}});
        return;
    }
}

} // namespace rushlight::app
