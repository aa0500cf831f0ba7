#include "app/worker/outbox.hpp"
#include "app/worker/session.hpp"
#include "generation/protocol/channel.hpp"
#include "generation/protocol/frame_spool.hpp"
#include "generation/protocol/json.hpp"
#include "generation/protocol/sha256.hpp"
#include "tests/app/toy/toy_family.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <sys/socket.h>

#include <chrono>
#include <cstdlib>
#include <thread>

using namespace rushlight;
using namespace rushlight::generation;
using namespace std::chrono_literals;

namespace {

/// A session on a thread, and the studio's end of its socket.
struct Conversation {
    explicit Conversation(
        std::function<std::vector<VerifiedLikeness>(const app::worker::Submission&)> verify = {})
        : sockets(Channel::pair())
        , studio(std::move(sockets.first))
    {
        auto services = test::toy_services(family);
        services.verify = std::move(verify);
        session = std::make_unique<app::worker::Session>(std::move(sockets.second), services);
        thread = std::thread([this] { status = session->run(); });
    }

    ~Conversation()
    {
        ::shutdown(studio.descriptor(), SHUT_RDWR);
        if (thread.joinable()) {
            thread.join();
        }
    }

    void greet()
    {
        studio.send(message::Hello{});
        ready = std::get<message::Ready>(next().message);
    }

    /// The next message that is no heartbeat.
    Envelope next()
    {
        while (true) {
            auto envelope = studio.receive(10'000);
            REQUIRE(envelope);
            if (!std::holds_alternative<message::Heartbeat>(envelope->message)) {
                return std::move(*envelope);
            }
        }
    }

    /// The next message that ends a job.
    Envelope end()
    {
        while (true) {
            Envelope envelope = next();
            if (std::holds_alternative<message::Finished>(envelope.message) ||
                std::holds_alternative<message::Failed>(envelope.message)) {
                return envelope;
            }
        }
    }

    FrameSpool submit(const Request& request,
                      const std::vector<std::vector<std::uint8_t>>& inputs = {})
    {
        const SpoolFormat format{request.size, request.frames, 12};
        FrameSpool spool =
            FrameSpool::create(folder / ("spool-" + std::to_string(++count)), format);
        std::vector<Descriptor> made;
        std::vector<const Descriptor*> descriptors{&spool.file()};
        for (const auto& bytes : inputs) {
            made.push_back(sealed_memory("input", bytes));
        }
        for (const auto& one : made) {
            descriptors.push_back(&one);
        }
        message::Submit submit;
        submit.job = "job-" + std::to_string(count);
        submit.request = to_json(request);
        studio.send(submit, descriptors);
        return spool;
    }

    test::TemporaryFolder folder;
    test::ToyFamily family;
    std::pair<Descriptor, Descriptor> sockets;
    Channel studio;
    std::unique_ptr<app::worker::Session> session;
    std::thread thread;
    message::Ready ready;
    int status = -1;
    int count = 0;
};

Request toy_request(const std::string& prompt = "a fox")
{
    Request request;
    request.model = "toy";
    request.prompt = prompt;
    request.size = {64, 64};
    request.frames = 9;
    return request;
}

message::Failed failure(const Envelope& envelope)
{
    REQUIRE(std::holds_alternative<message::Failed>(envelope.message));
    return std::get<message::Failed>(envelope.message);
}

} // namespace

TEST_CASE("a worker answers Hello with what it can do and a fresh nonce", "[worker][session]")
{
    Conversation one;
    Conversation two;
    one.greet();
    two.greet();
    CHECK(one.ready.limits == std::vector<Limits>{one.family.limits()});
    CHECK(one.ready.nonce.size() == 32);
    CHECK(one.ready.nonce != two.ready.nonce);
    CHECK(one.ready.memory_bytes > 0);
}

TEST_CASE("a job's frames, sound, latents and recipe come back", "[worker][session]")
{
    Conversation talk;
    talk.greet();
    const Request request = toy_request();
    const FrameSpool spool = talk.submit(request);
    bool progress = false;
    bool preview = false;
    Envelope end = talk.next();
    while (!std::holds_alternative<message::Finished>(end.message)) {
        progress = progress || std::holds_alternative<message::Progress>(end.message);
        preview = preview || std::holds_alternative<message::Preview>(end.message);
        end = talk.next();
    }
    CHECK(progress);
    CHECK(preview);
    const auto finished = std::get<message::Finished>(end.message);
    CHECK(recipe_from_json(finished.recipe).request == request);
    CHECK(spool.frames_ready() == 9);
    Observer silent;
    const Generated again = talk.family.generate(request, {}, {}, silent, {});
    CHECK(spool.read_all() == again.rgb);
    REQUIRE(end.descriptors.size() == 1);
    const std::size_t sound = static_cast<std::size_t>(finished.samples) * 8;
    CHECK(finished.samples == 36000);
    const auto beside = read_exactly(end.descriptors[0],
                                     2 * sound + static_cast<std::size_t>(finished.latent_bytes));
    CHECK(std::vector<std::uint8_t>(beside.end() - finished.latent_bytes, beside.end()) ==
          again.latents);
}

TEST_CASE("inputs reach the engine, and only with the hash that the request names",
          "[worker][session]")
{
    Conversation talk;
    talk.greet();
    Request request = toy_request();
    const std::vector<std::uint8_t> picture(64 * 64 * 3, 77);
    request.keyframes = {{"first", 0}};
    request.inputs = {{"first", sha256_hex(picture), {64, 64}, 1, 3}};
    {
        const FrameSpool spool = talk.submit(request, {picture});
        CHECK(std::holds_alternative<message::Finished>(talk.end().message));
        CHECK(spool.read(0) == picture);
    }
    auto changed = picture;
    changed[5] = 0;
    talk.submit(request, {changed});
    CHECK(failure(talk.end()).problems.front().field == "/inputs/0/sha256");
    talk.submit(request, {std::vector<std::uint8_t>(7)});
    CHECK(failure(talk.end()).problems.front().field == "/inputs/0");
    talk.submit(request, {});
    CHECK(failure(talk.end()).problems.front().field == "/inputs");
}

TEST_CASE("a request that cannot be made names its fields and the worker lives",
          "[worker][session]")
{
    Conversation talk;
    talk.greet();
    Request request = toy_request();
    request.frames = 10;
    request.guidance = 99;
    talk.submit(request);
    const auto failed = failure(talk.end());
    CHECK(failed.code == message::Code::invalid_request);
    REQUIRE(failed.problems.size() == 2);
    CHECK(failed.problems[0].field == "/frames");
    request = toy_request();
    request.model = "wan";
    talk.submit(request);
    CHECK(failure(talk.end()).problems.front().field == "/model");
    talk.submit(toy_request());
    CHECK(std::holds_alternative<message::Finished>(talk.end().message));
}

TEST_CASE("running out of memory fails the job, not the worker", "[worker][session]")
{
    Conversation talk;
    talk.greet();
    talk.submit(toy_request("a greedy fox"));
    CHECK(failure(talk.end()).code == message::Code::out_of_memory);
    talk.submit(toy_request());
    CHECK(std::holds_alternative<message::Finished>(talk.end().message));
}

TEST_CASE("a cancelled job ends soon, whether it runs or waits", "[worker][session]")
{
    Conversation talk;
    talk.greet();
    Request slow = toy_request("slow");
    slow.steps = 100;
    talk.submit(slow);
    talk.submit(slow);
    while (!std::holds_alternative<message::Progress>(talk.next().message)) {
    }
    const auto begin = std::chrono::steady_clock::now();
    talk.studio.send(message::Cancel{"job-2"});
    talk.studio.send(message::Cancel{"job-1"});
    CHECK(failure(talk.end()).code == message::Code::cancelled);
    CHECK(failure(talk.end()).code == message::Code::cancelled);
    CHECK(std::chrono::steady_clock::now() - begin < 2s);
    talk.studio.send(message::Cancel{"nobody"});
    talk.submit(toy_request());
    CHECK(std::holds_alternative<message::Finished>(talk.end().message));
}

TEST_CASE("heartbeats come while a job runs and count its steps", "[worker][session]")
{
    Conversation talk;
    talk.greet();
    Request slow = toy_request("slow");
    slow.steps = 30;
    talk.submit(slow);
    std::vector<std::int64_t> steps;
    while (true) {
        const auto envelope = talk.studio.receive(10'000);
        REQUIRE(envelope);
        if (const auto* beat = std::get_if<message::Heartbeat>(&envelope->message)) {
            CHECK(beat->memory_bytes > 0);
            if (beat->job == "job-1") {
                steps.push_back(beat->steps);
            }
        } else if (std::holds_alternative<message::Finished>(envelope->message)) {
            break;
        }
    }
    REQUIRE(steps.size() >= 3);
    CHECK(steps.back() > steps.front());
}

TEST_CASE("a forecast is told without making anything", "[worker][session]")
{
    Conversation talk;
    talk.greet();
    talk.studio.send(message::Ask{"ask-1", to_json(toy_request())});
    const auto envelope = talk.next();
    const auto forecast = std::get<message::Forecast>(envelope.message);
    CHECK(forecast.job == "ask-1");
    CHECK(forecast.seconds == Approx(0.09));
    talk.studio.send(message::Ask{"ask-2", "{\"prompt\":1}"});
    CHECK(failure(talk.next()).problems.front().field == "/prompt");
}

TEST_CASE("a request with a cast is made only when its likenesses are verified",
          "[worker][session]")
{
    Request request = toy_request("@ada waves");
    const std::vector<std::uint8_t> reference(16 * 16 * 4, 3);
    request.cast = {{"ada", "person", {"ada-1"}}};
    request.inputs = {{"ada-1", sha256_hex(reference), {16, 16}, 1, 4}};
    {
        Conversation talk;
        talk.greet();
        talk.submit(request, {reference});
        const auto failed = failure(talk.end());
        CHECK(failed.code == message::Code::consent);
        CHECK(failed.rule == "no_signatures");
    }
    {
        Conversation talk([&](const app::worker::Submission& it) -> std::vector<VerifiedLikeness> {
            CHECK(it.references.at("ada-1").bytes == reference);
            throw app::worker::Refused("expired", "the grant of @ada ended");
        });
        talk.greet();
        talk.submit(request, {reference});
        CHECK(failure(talk.end()).rule == "expired");
    }
    Conversation talk(
        [](const app::worker::Submission&) { return std::vector<VerifiedLikeness>{{"ada", {}}}; });
    talk.greet();
    talk.submit(request, {reference});
    const auto end = talk.end();
    REQUIRE(std::holds_alternative<message::Finished>(end.message));
    CHECK(recipe_from_json(std::get<message::Finished>(end.message).recipe).mechanisms ==
          std::vector<std::string>{"likeness of @ada"});
}

TEST_CASE("orders before Hello and bytes that are no message end the session", "[worker][session]")
{
    {
        Conversation talk;
        talk.studio.send(message::Cancel{"job"});
        talk.thread.join();
        CHECK(talk.status == 1);
    }
    {
        Conversation talk;
        talk.greet();
        const std::string garbage(100, '\xfe');
        REQUIRE(::send(talk.studio.descriptor(), garbage.data(), garbage.size(), 0) == 100);
        talk.thread.join();
        CHECK(talk.status == 1);
    }
    {
        Conversation talk;
        talk.studio.send(message::Hello{99, "future"});
        CHECK(failure(talk.next()).sentence.find("versions") != std::string::npos);
    }
}

TEST_CASE("a preview too large for a message is thinned, then halved", "[worker][session]")
{
    message::Preview large{"job", {256, 256}, 33, message::Bytes(256 * 256 * 3 * 33)};
    const auto thinned = app::worker::fit_message(large);
    CHECK(thinned.frames == 5);
    CHECK_NOTHROW(message::encode(thinned));
    const message::Preview huge{"job", {1280, 720}, 1, message::Bytes(1280 * 720 * 3)};
    const auto halved = app::worker::fit_message(huge);
    CHECK(halved.size == Size{640, 360});
    CHECK_NOTHROW(message::encode(halved));
}
