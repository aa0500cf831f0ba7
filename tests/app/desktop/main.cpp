// Tests of the window need a QApplication; the platform is `offscreen` (rushlight_tests sets it).
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include <QApplication>

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM",
                "offscreen"); // the build lists the tests without ctest's environment
    }
    const QApplication application(argc, argv);
    return Catch::Session().run(argc, argv);
}
