#include "app/worker_client/worker_client.hpp"
#include "generation/protocol/frame_spool.hpp"
#include "generation/protocol/json.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>

using namespace rushlight;
using namespace rushlight::app;
using namespace rushlight::generation;
using namespace std::chrono_literals;

namespace {

struct Studio {
    explicit Studio(const std::string& fault = "", WorkerOptions options = {})
    {
        options.program = TOY_ENGINE;
        if (!fault.empty()) {
            options.environment = {"RUSHLIGHT_FAULT=" + fault};
        }
        client = std::make_unique<WorkerClient>(std::move(options));
    }

    /// The next event of this type; all before it are dropped.
    template <class T>
    T next()
    {
        const auto until = std::chrono::steady_clock::now() + 30s;
        while (std::chrono::steady_clock::now() < until) {
            while (!events.empty()) {
                WorkerEvent event = std::move(events.front());
                events.erase(events.begin());
                if (auto* wanted = std::get_if<T>(&event)) {
                    return std::move(*wanted);
                }
            }
            events = client->wait(1000ms);
        }
        FAIL("the event did not come");
        return T{};
    }

    std::string submit(const std::string& prompt = "a fox", int steps = 4)
    {
        Request request;
        request.model = "toy";
        request.prompt = prompt;
        request.size = {64, 64};
        request.frames = 9;
        request.steps = steps;
        message::Submit submit;
        submit.job = "job-" + std::to_string(++count);
        submit.request = to_json(request);
        spool = std::make_unique<FrameSpool>(
            FrameSpool::create(folder / submit.job, {request.size, request.frames, 12}));
        std::vector<Descriptor> descriptors;
        descriptors.push_back(spool->file().duplicate());
        client->submit(submit, std::move(descriptors));
        return submit.job;
    }

    test::TemporaryFolder folder;
    std::unique_ptr<FrameSpool> spool;
    std::unique_ptr<WorkerClient> client;
    std::vector<WorkerEvent> events;
    int count = 0;
};

/// Limits short enough for a test.
WorkerOptions hasty(std::chrono::milliseconds silence, std::chrono::milliseconds step)
{
    WorkerOptions options;
    options.silence = silence;
    options.first_step = step;
    options.step = step;
    options.rung = 300ms;
    return options;
}

} // namespace

TEST_CASE("a worker starts, makes a job and hands everything over", "[worker_client]")
{
    Studio studio;
    const auto ready = studio.next<message::Ready>();
    CHECK(ready.limits.front().family == "toy");
    CHECK(ready.pid == studio.client->process());
    const std::string job = studio.submit();
    const auto made = studio.next<Made>();
    CHECK(made.job == job);
    CHECK(made.frames == 9);
    CHECK(studio.spool->frames_ready() == 9);
    CHECK(made.sound.size() == 72000);
    REQUIRE(made.cues.size() == 1);
    CHECK(made.cues[0].pcm == made.sound);
    CHECK(made.latents.size() == 64);
    CHECK(recipe_from_json(made.recipe).request.prompt == "a fox");
}

TEST_CASE("the same request in two workers gives the same bytes", "[worker_client]")
{
    std::vector<std::uint8_t> first;
    for (int i = 0; i < 2; ++i) {
        Studio studio;
        studio.next<message::Ready>();
        studio.submit();
        studio.next<Made>();
        const auto frames = studio.spool->read_all();
        if (i == 0) {
            first = frames;
        } else {
            CHECK(frames == first);
        }
    }
}

TEST_CASE("of previews and progress that nobody took only the newest waits", "[worker_client]")
{
    Studio studio;
    studio.next<message::Ready>();
    studio.submit("a slow fox", 12);
    ::usleep(900'000); // all twelve steps
    int previews = 0;
    int progress = 0;
    for (const auto& event : studio.client->take_events()) {
        previews += std::holds_alternative<message::Preview>(event) ? 1 : 0;
        progress += std::holds_alternative<message::Progress>(event) ? 1 : 0;
    }
    CHECK(previews <= 1);
    CHECK(progress <= 1);
}

TEST_CASE("the descriptor becomes readable when something happened", "[worker_client]")
{
    Studio studio;
    pollfd one{studio.client->descriptor(), POLLIN, 0};
    REQUIRE(::poll(&one, 1, 20'000) == 1);
    CHECK(!studio.client->take_events().empty());
    CHECK(::poll(&one, 1, 0) == 0);
}

TEST_CASE("a worker killed in the middle of a job is told, and another serves "
          "the next",
          "[worker_client]")
{
    Studio studio;
    studio.next<message::Ready>();
    const std::string job = studio.submit("a slow fox", 100);
    studio.next<message::Progress>();
    const int before = studio.client->process();
    const auto killed = std::chrono::steady_clock::now();
    REQUIRE(::kill(before, SIGKILL) == 0);
    const auto lost = studio.next<Lost>();
    CHECK(lost.job == job);
    CHECK(!lost.given_up);
    CHECK(!lost.cancelled);
    CHECK(lost.sentence.find("signal 9") != std::string::npos);
    studio.next<message::Ready>();
    CHECK(std::chrono::steady_clock::now() - killed < 5s);
    CHECK(studio.client->process() != before);
    studio.submit();
    CHECK(studio.next<Made>().frames == 9);
}

TEST_CASE("a worker that crashes by itself is told and replaced", "[worker_client]")
{
    test::TemporaryFolder folder;
    std::ofstream(folder / "once") << "x";
    Studio studio("crash@2:" + (folder / "once").string());
    studio.next<message::Ready>();
    const std::string job = studio.submit();
    CHECK(studio.next<Lost>().job == job);
    studio.next<message::Ready>();
    studio.submit();
    studio.next<Made>();
}

TEST_CASE("a stopped worker is found by its silence and replaced", "[worker_client]")
{
    Studio studio("", hasty(1500ms, 20s));
    studio.next<message::Ready>();
    const std::string job = studio.submit("a slow fox", 100);
    studio.next<message::Progress>();
    REQUIRE(::kill(studio.client->process(), SIGSTOP) == 0);
    const auto lost = studio.next<Lost>();
    CHECK(lost.job == job);
    CHECK(lost.sentence.find("stood still") != std::string::npos);
    studio.next<message::Ready>();
    studio.submit();
    studio.next<Made>();
}

TEST_CASE("a job that hangs while its worker's heart beats is found by its steps",
          "[worker_client]")
{
    test::TemporaryFolder folder;
    std::ofstream(folder / "once") << "x";
    Studio studio("hang@2:" + (folder / "once").string(), hasty(20s, 1500ms));
    studio.next<message::Ready>();
    const std::string job = studio.submit();
    const auto lost = studio.next<Lost>();
    CHECK(lost.job == job);
    CHECK(lost.sentence.find("longer than") != std::string::npos);
    studio.next<message::Ready>();
}

TEST_CASE("garbage on the wire costs the worker, not the studio", "[worker_client]")
{
    test::TemporaryFolder folder;
    std::ofstream(folder / "once") << "x";
    Studio studio("garbage@2:" + (folder / "once").string());
    studio.next<message::Ready>();
    studio.submit("a slow fox", 20);
    CHECK(studio.next<Lost>().sentence.find("makes no sense") != std::string::npos);
    studio.next<message::Ready>();
    studio.submit();
    studio.next<Made>();
}

TEST_CASE("a cancel is heeded within two seconds, and the worker stays", "[worker_client]")
{
    Studio studio;
    studio.next<message::Ready>();
    const int worker = studio.client->process();
    for (int i = 0; i < 3; ++i) {
        const std::string job = studio.submit("a slow fox", 100);
        studio.next<message::Progress>();
        const auto begin = std::chrono::steady_clock::now();
        studio.client->cancel(job);
        CHECK(studio.next<message::Failed>().code == message::Code::cancelled);
        CHECK(std::chrono::steady_clock::now() - begin < 2s);
    }
    CHECK(studio.client->process() == worker);
}

TEST_CASE("a worker deaf to a cancel is ended, and the job counts as cancelled", "[worker_client]")
{
    Studio studio("", hasty(20s, 20s));
    studio.next<message::Ready>();
    const std::string job = studio.submit("a slow deaf fox", 100);
    studio.next<message::Progress>();
    studio.client->cancel(job);
    const auto lost = studio.next<Lost>();
    CHECK(lost.job == job);
    CHECK(lost.cancelled);
    studio.next<message::Ready>();
}

TEST_CASE("an engine that cannot start is given up with a sentence", "[worker_client]")
{
    WorkerOptions options;
    options.program = "/bin/false";
    WorkerClient broken(options);
    Lost last;
    for (int i = 0; i < 100 && !last.given_up; ++i) {
        for (const auto& event : broken.wait(500ms)) {
            last = std::get<Lost>(event);
        }
    }
    CHECK(last.given_up);
    options.program = "/nowhere/rushlight-engine";
    WorkerClient missing(options);
    const auto events = missing.wait(5000ms);
    REQUIRE(events.size() == 1);
    CHECK(std::get<Lost>(events[0]).given_up);
    CHECK(std::get<Lost>(events[0]).sentence.find("/nowhere/") != std::string::npos);
}

TEST_CASE("a worker dies with its studio", "[worker_client]")
{
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const int child = ::fork();
    if (child == 0) {
        WorkerOptions options;
        options.program = TOY_ENGINE;
        auto* client = new WorkerClient(options);
        int worker = 0;
        for (int i = 0; i < 200 && worker == 0; ++i) {
            (void)client->wait(100ms);
            worker = client->process();
        }
        (void)!::write(ends[1], &worker, sizeof worker);
        ::kill(::getpid(), SIGKILL);
    }
    ::close(ends[1]);
    int worker = 0;
    REQUIRE(::read(ends[0], &worker, sizeof worker) == sizeof worker);
    ::waitpid(child, nullptr, 0);
    bool gone = false;
    for (int i = 0; i < 200 && !gone; ++i) {
        std::ifstream status("/proc/" + std::to_string(worker) + "/stat");
        std::string text;
        std::getline(status, text);
        gone = text.empty() || text.find(") Z") != std::string::npos;
        ::usleep(10'000);
    }
    CHECK(gone);
}
