using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Rsh;

/// <summary>What tshark prints of a remote shell is what the fields print.</summary>
public sealed class RshFieldsTests
{
    [Fact]
    public Task A_shell() =>
        AgainstTshark.FilesEqualAsync(
            OwnCaptures.File("Rsh", "shell"),
            [
                "rsh.client_server_data",
                "rsh.client_username",
                "rsh.command",
                "rsh.server_client_data",
                "rsh.server_username",
                "rsh.stderr_port",
            ]
        );
}
