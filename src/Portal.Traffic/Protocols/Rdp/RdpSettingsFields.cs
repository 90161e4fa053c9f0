using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Rdp;

/// <summary>The settings of a side (MS-RDPBCGR §2.2.1.3, §2.2.1.4), block by block.</summary>
internal static class RdpSettingsFields
{
    /// <summary>Blocks of one side; the document knows nine.</summary>
    private const int MaxBlocks = 32;

    public static void Add(in FieldBlock message, bool isClient)
    {
        var mark = isClient ? RdpSettings.ClientMark : RdpSettings.ServerMark;
        if (!RdpSettings.TryFindBlocks(message.Bytes, mark, out var blocks, out var result))
        {
            return;
        }
        var at = message.Length - blocks.Length;
        var tree = message.Tree;
        if (!isClient)
        {
            const int resultToMark = 4;
            var place = message.At + message.Bytes.IndexOf(mark) - resultToMark;
            tree.Named("t124.result", "result", RdpNumbers.Result(result), result, place, 1);
        }
        tree.Protocol = "RDP";
        tree.Info = isClient ? "ClientData" : "ServerData";
        tree.BeginProtocol(
            "rdp",
            "Remote Desktop Protocol",
            message.At + at,
            blocks.Length,
            message.At + message.Length
        );
        for (var count = 0; count < MaxBlocks && RdpSettings.TryReadBlock(ref blocks, out var type, out _); count++)
        {
            var end = message.Length - blocks.Length;
            AddBlock(
                new FieldBlock(tree, message.At + at, message.Bytes[at..end], isLittleEndian: true),
                type,
                isClient
            );
            at = end;
        }
        tree.End();
    }

    private static void AddBlock(in FieldBlock block, int type, bool isClient)
    {
        block.Tree.Begin("", NameOf(type), default, block.At, block.Length);
        block.Hex("rdp.header.type", "headerType", 0, 2);
        block.Number("rdp.header.length", "headerLength", 2, 2);
        switch (type)
        {
            case RdpSettings.ClientCore when isClient:
                AddClientCore(block);
                break;
            case RdpSettings.ClientSecurity when isClient:
                block.Raw(FieldKind.Bytes, "rdp.encryptionMethods", "encryptionMethods", 4, 4);
                block.Raw(FieldKind.Bytes, "rdp.extEncryptionMethods", "extEncryptionMethods", 8, 4);
                break;
            case RdpSettings.ClientNetwork when isClient:
                AddChannels(block);
                break;
            case RdpSettings.ClientCluster when isClient:
                block.Hex("rdp.clusterFlags", "clusterFlags", 4, 4);
                block.Hex("rdp.redirectedSessionId", "redirectedSessionId", 8, 4);
                break;
            case RdpSettings.ServerCore when !isClient:
                block.Number("rdp.version.major", "versionMajor", 4, 2);
                block.Number("rdp.version.minor", "versionMinor", 6, 2);
                block.Hex("rdp.client.requestedProtocols", "clientRequestedProtocols", 8, 4);
                block.Number("rdp.earlyCapabilityFlags", "earlyCapabilityFlags", 12, 4);
                break;
            case RdpSettings.ServerNetwork when !isClient:
                AddChannelNumbers(block);
                break;
            case RdpSettings.ServerSecurity when !isClient:
                AddServerSecurity(block);
                break;
            default:
                break;
        }
        block.Tree.End();
    }

    /// <summary>§2.2.1.3.2; older clients end early.</summary>
    private static void AddClientCore(in FieldBlock block)
    {
        block.Number("rdp.version.major", "versionMajor", 4, 2);
        block.Number("rdp.version.minor", "versionMinor", 6, 2);
        block.Number("rdp.desktop.width", "desktopWidth", 8, 2);
        block.Number("rdp.desktop.height", "desktopHeight", 10, 2);
        block.Hex("rdp.colorDepth", "colorDepth", 12, 2);
        block.Number("rdp.SASSequence", "SASSequence", 14, 2);
        var layout = RdpNumbers.Languages[(uint)block.Read(16, 4)];
        block.Named("rdp.keyboardLayout", "keyboardLayout", layout, 16, 4);
        block.Named("rdp.client.build", "clientBuild", RdpNumbers.Builds[(uint)block.Read(20, 4)], 20, 4);
        AddText(block, "rdp.client.name", "clientName", 24, 32);
        block.Number("rdp.keyboard.type", "keyboardType", 56, 4);
        block.Number("rdp.keyboard.subtype", "keyboardSubType", 60, 4);
        block.Number("rdp.keyboard.functionkey", "keyboardFunctionKey", 64, 4);
        block.Raw(FieldKind.Bytes, "rdp.imeFileName", "imeFileName", 68, 64);
        block.Hex("rdp.postBeta2ColorDepth", "postBeta2ColorDepth", 132, 2);
        block.Number("rdp.client.productId", "clientProductId", 134, 2);
        block.Number("rdp.serialNumber", "serialNumber", 136, 4);
        block.Hex("rdp.highColorDepth", "highColorDepth", 140, 2);
        block.Hex("rdp.supportedColorDepths", "supportedColorDepths", 142, 2);
        block.Number("rdp.earlyCapabilityFlags", "earlyCapabilityFlags", 144, 2);
        AddText(block, "rdp.client.digProductId", "clientDigProductId", 146, 64);
        block.Number("rdp.connectionType", "connectionType", 210, 1);
        block.Hex("rdp.pad1octet", "pad1octet", 211, 1);
        block.Number("rdp.serverSelectedProtocol", "serverSelectedProtocol", 212, 4);
    }

    private static void AddText(in FieldBlock block, string name, string label, int offset, int length)
    {
        if (block.Has(offset, length))
        {
            block.Utf16(name, label, offset, length);
        }
    }

    private static void AddChannels(in FieldBlock block)
    {
        const int definitionBytes = 12;
        var count = Math.Min(block.Number("rdp.channelCount", "channelCount", 4, 4), RdpSettings.MaxChannels);
        for (var i = 0; i < count && block.Has(8 + i * definitionBytes, definitionBytes); i++)
        {
            var channel = block.Part(8 + i * definitionBytes, definitionBytes);
            block.Tree.Begin("", "channelDef", default, channel.At, definitionBytes);
            channel.Ascii("rdp.name", "name", 0, 8);
            channel.Hex("rdp.options", "options", 8, 4);
            channel.Bits("rdp.options.initialized", "optionsInitialized", 8, 4, 0x8000_0000);
            channel.Bits("rdp.options.encrypt.rdp", "encryptRDP", 8, 4, 0x4000_0000);
            channel.Bits("rdp.options.encrypt.sc", "encryptSC", 8, 4, 0x2000_0000);
            channel.Bits("rdp.options.encrypt.cs", "encryptCS", 8, 4, 0x1000_0000);
            channel.Bits("rdp.options.priority.high", "priorityHigh", 8, 4, 0x0800_0000);
            channel.Bits("rdp.options.priority.med", "priorityMed", 8, 4, 0x0400_0000);
            channel.Bits("rdp.options.priority.low", "priorityLow", 8, 4, 0x0200_0000);
            channel.Bits("rdp.options.compress.rdp", "compressRDP", 8, 4, 0x0080_0000);
            channel.Bits("rdp.options.compress", "compress", 8, 4, 0x0040_0000);
            channel.Bits("rdp.options.showprotocol", "showProtocol", 8, 4, 0x0020_0000);
            block.Tree.End();
        }
    }

    private static void AddChannelNumbers(in FieldBlock block)
    {
        block.Number("rdp.MCSChannelId", "MCSChannelId", 4, 2);
        var count = Math.Min(block.Number("rdp.channelCount", "channelCount", 6, 2), RdpSettings.MaxChannels);
        for (var i = 0; i < count; i++)
        {
            block.Number("rdp.MCSChannelId", "MCSChannelId", 8 + i * 2, 2);
        }
    }

    private static void AddServerSecurity(in FieldBlock block)
    {
        var method = RdpNumbers.EncryptionMethod((uint)block.Read(4, 4));
        block.Named("rdp.encryptionMethod", "encryptionMethod", method, 4, 4);
        var level = RdpNumbers.EncryptionLevel((uint)block.Read(8, 4));
        block.Named("rdp.encryptionLevel", "encryptionLevel", level, 8, 4);
        var randomLength = block.Number("rdp.serverRandomLen", "serverRandomLen", 12, 4);
        var certificateLength = block.Number("rdp.serverCertLen", "serverCertLen", 16, 4);
        var random = block.Part(20, randomLength);
        if (random.Length > 0)
        {
            random.Raw(FieldKind.Bytes, "rdp.serverRandom", "serverRandom", 0, random.Length);
        }
        var certificate = block.Part(20 + randomLength, certificateLength);
        if (certificate.Length > 0)
        {
            certificate.Raw(FieldKind.Bytes, "rdp.serverCertificate", "serverCertificate", 0, certificate.Length);
        }
    }

    private static string NameOf(int type) =>
        type switch
        {
            RdpSettings.ClientCore => "clientCoreData",
            RdpSettings.ClientSecurity => "clientSecurityData",
            RdpSettings.ClientNetwork => "clientNetworkData",
            RdpSettings.ClientCluster => "clientClusterData",
            RdpSettings.ServerCore => "serverCoreData",
            RdpSettings.ServerSecurity => "serverSecurityData",
            RdpSettings.ServerNetwork => "serverNetworkData",
            _ => $"data 0x{type:x4}",
        };
}
