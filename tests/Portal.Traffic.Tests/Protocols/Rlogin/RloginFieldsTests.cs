using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Rlogin;

/// <summary>What tshark prints of a session is what the fields print.</summary>
public sealed class RloginFieldsTests
{
    [Fact]
    public Task A_session() =>
        AgainstTshark.FilesEqualAsync(
            OwnCaptures.File("Rlogin", "session"),
            [
                "rlogin.client_startup_flag",
                "rlogin.client_user_name",
                "rlogin.data",
                "rlogin.magic_cookie",
                "rlogin.server_user_name",
                "rlogin.startup_info_received_flag",
                "rlogin.terminal_speed",
                "rlogin.terminal_type",
                "rlogin.window_size.cols",
                "rlogin.window_size.rows",
                "rlogin.window_size.ss",
                "rlogin.window_size.x_pixels",
                "rlogin.window_size.y_pixels",
            ]
        );
}
