using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.BitTorrent;

/// <summary>What tshark prints of messages between peers is what the fields print.</summary>
public sealed class BitTorrentFieldsTests
{
    [Fact]
    public Task Two_peers() =>
        AgainstTshark.FilesEqualAsync(
            OwnCaptures.File("BitTorrent", "peers"),
            [
                "bittorrent.extended.id",
                "bittorrent.info_hash",
                "bittorrent.msg.bitfield",
                "bittorrent.msg.length",
                "bittorrent.msg.type",
                "bittorrent.peer_id",
                "bittorrent.piece.begin",
                "bittorrent.piece.data",
                "bittorrent.piece.index",
                "bittorrent.piece.length",
                "bittorrent.port",
                "bittorrent.protocol.name",
                "bittorrent.protocol.name.length",
                "bittorrent.reserved",
            ]
        );
}
