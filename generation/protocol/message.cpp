#include "generation/protocol/message.hpp"

#include "generation/protocol/cbor.hpp"
#include "generation/protocol/fields.hpp"
#include "generation/protocol/json.hpp"

#include <array>

namespace rushlight::generation {

namespace protocol {

using message::Bytes;

static void read(const json& value, const std::string& pointer, Problems& problems, Bytes& out)
{
    if (!value.is_binary()) {
        problems.add(pointer, "must be bytes");
    } else {
        out = value.get_binary();
    }
}

static void read(const json& value, const std::string& pointer, Problems& problems, Limits& out)
{
    std::string text;
    read(value, pointer, problems, text);
    try {
        out = limits_from_json(text);
    } catch (const BadJson& error) {
        problems.add(pointer, error.what());
    }
}

static void read(const json& value, const std::string& pointer, Problems& problems, Problem& out)
{
    Fields fields(value, pointer, problems);
    fields.required("field", out.field).required("sentence", out.sentence).finish();
}

static void
read(const json& value, const std::string& pointer, Problems& problems, message::Cue& out)
{
    Fields fields(value, pointer, problems);
    fields
        .required("kind", out.kind)("start", out.start)("duration", out.duration)(
            "level_db", out.level_db)("pan", out.pan)("samples", out.samples)
        .finish();
}

} // namespace protocol

namespace message {

namespace {

using protocol::Fields;
using protocol::json;
using protocol::Problems;

constexpr std::array<const char*, 6> codes{
    "invalid_request", "out_of_memory", "consent", "model_missing", "cancelled", "internal"};

json binary(const Bytes& bytes)
{
    return json::binary(bytes);
}

json write(const Hello& it)
{
    return {{"type", "hello"}, {"protocol", it.protocol}, {"build", it.build}};
}

json write(const Ready& it)
{
    json limits = json::array();
    for (const auto& family : it.limits) {
        limits.push_back(to_json(family));
    }
    return {{"type", "ready"},
            {"limits", limits},
            {"missing", it.missing},
            {"nonce", binary(it.nonce)},
            {"pid", it.pid},
            {"build", it.build},
            {"device", it.device},
            {"instruction_set", it.instruction_set},
            {"threads", it.threads},
            {"memory_bytes", it.memory_bytes}};
}

json write(const Submit& it)
{
    json grants = json::array();
    for (const auto& grant : it.grants) {
        grants.push_back(binary(grant));
    }
    return {{"type", "submit"},
            {"job", it.job},
            {"request", it.request},
            {"use", it.use},
            {"grants", grants},
            {"ticket", binary(it.ticket)},
            {"references", it.references}};
}

json write(const Ask& it)
{
    return {{"type", "ask"}, {"job", it.job}, {"request", it.request}};
}

json write(const Forecast& it)
{
    return {{"type", "forecast"},
            {"job", it.job},
            {"seconds", it.seconds},
            {"memory_bytes", it.memory_bytes},
            {"completed_prompt", it.completed_prompt}};
}

json write(const Cancel& it)
{
    return {{"type", "cancel"}, {"job", it.job}};
}

json write(const Progress& it)
{
    return {{"type", "progress"},
            {"job", it.job},
            {"stage", it.stage},
            {"step", it.step},
            {"steps", it.steps},
            {"fraction", it.fraction},
            {"seconds_left", it.seconds_left}};
}

json write(const Preview& it)
{
    return {{"type", "preview"},
            {"job", it.job},
            {"size", {it.size.width, it.size.height}},
            {"frames", it.frames},
            {"rgb", binary(it.rgb)}};
}

json write(const Finished& it)
{
    json cues = json::array();
    for (const auto& cue : it.cues) {
        cues.push_back({{"kind", cue.kind},
                        {"start", cue.start},
                        {"duration", cue.duration},
                        {"level_db", cue.level_db},
                        {"pan", cue.pan},
                        {"samples", cue.samples}});
    }
    return {{"type", "finished"},
            {"job", it.job},
            {"recipe", it.recipe},
            {"frames", it.frames},
            {"samples", it.samples},
            {"cues", cues},
            {"latent_bytes", it.latent_bytes}};
}

json write(const Failed& it)
{
    json problems = json::array();
    for (const auto& problem : it.problems) {
        problems.push_back({{"field", problem.field}, {"sentence", problem.sentence}});
    }
    return {{"type", "failed"},
            {"job", it.job},
            {"code", to_string(it.code)},
            {"sentence", it.sentence},
            {"rule", it.rule},
            {"problems", problems},
            {"needed_bytes", it.needed_bytes},
            {"free_bytes", it.free_bytes}};
}

json write(const Heartbeat& it)
{
    return {{"type", "heartbeat"},
            {"job", it.job},
            {"steps", it.steps},
            {"memory_bytes", it.memory_bytes}};
}

void read_fields(Fields& f, Problems&, Hello& it)
{
    f.required("protocol", it.protocol).required("build", it.build);
}

void read_fields(Fields& f, Problems&, Ready& it)
{
    f.required("limits", it.limits)
        .required("nonce", it.nonce)
        .required("pid", it.pid)("missing", it.missing)("build", it.build)("device", it.device)(
            "instruction_set", it.instruction_set)("threads", it.threads)("memory_bytes",
                                                                          it.memory_bytes);
}

void read_fields(Fields& f, Problems& problems, Submit& it)
{
    f.required("job", it.job)
        .required("request", it.request)("use", it.use)("grants", it.grants)("ticket", it.ticket);
    if (const json* references = f.find("references")) {
        if (!references->is_object()) {
            problems.add("/references", "must be an object");
            return;
        }
        for (const auto& [name, hash] : references->items()) {
            protocol::read(hash, "/references", problems, it.references[name]);
        }
    }
}

void read_fields(Fields& f, Problems&, Ask& it)
{
    f.required("job", it.job).required("request", it.request);
}

void read_fields(Fields& f, Problems&, Forecast& it)
{
    f.required("job", it.job)
        .required("seconds", it.seconds)
        .required("memory_bytes", it.memory_bytes)("completed_prompt", it.completed_prompt);
}

void read_fields(Fields& f, Problems&, Cancel& it)
{
    f.required("job", it.job);
}

void read_fields(Fields& f, Problems&, Progress& it)
{
    f.required("job", it.job)
        .required("stage", it.stage)("step", it.step)("steps", it.steps)("fraction", it.fraction)(
            "seconds_left", it.seconds_left);
}

void read_fields(Fields& f, Problems& problems, Preview& it)
{
    f.required("job", it.job)
        .required("size", it.size)
        .required("frames", it.frames)
        .required("rgb", it.rgb);
    const auto side = [](int value) {
        return value >= 1 && value <= 4096;
    };
    if (!side(it.size.width) || !side(it.size.height) || !side(it.frames) ||
        it.rgb.size() != std::size_t{3} * static_cast<std::size_t>(it.size.width) *
                             static_cast<std::size_t>(it.size.height) *
                             static_cast<std::size_t>(it.frames)) {
        problems.add("/rgb", "is not as large as size and frames say");
    }
}

void read_fields(Fields& f, Problems& problems, Finished& it)
{
    f.required("job", it.job)
        .required("recipe", it.recipe)
        .required("frames", it.frames)("samples", it.samples)("cues", it.cues)("latent_bytes",
                                                                               it.latent_bytes);
    // An hour of sound and a gibibyte of latents are more than any clip has.
    constexpr std::int64_t most_samples = 3600LL * 48000;
    bool sane = it.samples >= 0 && it.samples <= most_samples && it.latent_bytes >= 0 &&
                it.latent_bytes <= (1LL << 30) && it.cues.size() <= 4096;
    for (const auto& cue : it.cues) {
        sane = sane && cue.samples >= 0 && cue.samples <= most_samples;
    }
    if (!sane) {
        problems.add("/samples", "is more than a clip can have");
    }
}

void read_fields(Fields& f, Problems& problems, Failed& it)
{
    std::string code;
    f.required("job", it.job)
        .required("code", code)
        .required("sentence", it.sentence)("rule", it.rule)("problems", it.problems)(
            "needed_bytes", it.needed_bytes)("free_bytes", it.free_bytes);
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (code == codes[i]) {
            it.code = static_cast<Code>(i);
            return;
        }
    }
    problems.add("/code", "is not a known code");
}

void read_fields(Fields& f, Problems&, Heartbeat& it)
{
    f.required("job", it.job)("steps", it.steps)("memory_bytes", it.memory_bytes);
}

template <class T>
Message read_message(Fields& fields, Problems& problems)
{
    T value;
    read_fields(fields, problems, value);
    fields.finish();
    if (!problems.empty()) {
        const Problem first = problems.take().front();
        throw BadMessage("a message is wrong: " + first.field + " " + first.sentence);
    }
    return value;
}

using Reader = Message (*)(Fields&, Problems&);

struct Type {
    const char* name;
    Reader read;
};

constexpr std::array<Type, 11> types{{
    {"hello", read_message<Hello>},
    {"ready", read_message<Ready>},
    {"submit", read_message<Submit>},
    {"ask", read_message<Ask>},
    {"forecast", read_message<Forecast>},
    {"cancel", read_message<Cancel>},
    {"progress", read_message<Progress>},
    {"preview", read_message<Preview>},
    {"finished", read_message<Finished>},
    {"failed", read_message<Failed>},
    {"heartbeat", read_message<Heartbeat>},
}};
static_assert(types.size() == std::variant_size_v<Message>);

} // namespace

std::string to_string(Code code)
{
    return codes.at(static_cast<std::size_t>(code));
}

Bytes encode(const Message& message)
{
    const json value = std::visit([](const auto& it) { return write(it); }, message);
    Bytes bytes = json::to_cbor(value);
    if (bytes.size() > most_bytes) {
        throw BadMessage("a message would be " + std::to_string(bytes.size()) +
                         " bytes long; at most " + std::to_string(most_bytes));
    }
    return bytes;
}

Message decode(std::span<const std::uint8_t> bytes)
{
    if (bytes.size() > most_bytes || !protocol::is_plain_cbor(bytes)) {
        throw BadMessage("what came is not a message");
    }
    try {
        const json value = json::from_cbor(bytes.begin(), bytes.end());
        Problems problems;
        Fields fields(value, "", problems);
        std::string type;
        fields.required("type", type);
        for (const auto& known : types) {
            if (type == known.name) {
                return known.read(fields, problems);
            }
        }
        throw BadMessage("a message has the unknown type \"" + type.substr(0, 32) + "\"");
    } catch (const json::exception& error) {
        throw BadMessage(std::string("a message cannot be read: ") + error.what());
    }
}

} // namespace message

} // namespace rushlight::generation
