namespace Portal.Traffic.Protocols.Http;

/// <summary>Passes over the head of a gzip member (RFC 1952 §2.3) byte by byte.</summary>
internal struct GzipHead
{
    private const int FixedBytes = 10;

    private enum Part
    {
        Fixed,
        ExtraLength,
        Extra,
        Name,
        Comment,
        Checksum,
        Complete,
    }

    private Part _part;
    private int _at;
    private int _flags;
    private int _extraLength;

    public readonly bool IsComplete => _part == Part.Complete;

    /// <summary>Takes the next byte; false when this is no gzip member.</summary>
    public bool Take(byte octet)
    {
        _at++;
        switch (_part)
        {
            case Part.Fixed:
                if ((_at == 1 && octet != 0x1F) || (_at == 2 && octet != 0x8B) || (_at == 3 && octet != 8))
                {
                    return false;
                }
                _flags = _at == 4 ? octet : _flags;
                AdvanceIf(_at == FixedBytes);
                break;
            case Part.ExtraLength:
                _extraLength |= octet << (8 * (_at - 1));
                AdvanceIf(_at == 2);
                break;
            case Part.Extra:
                AdvanceIf(_at == _extraLength);
                break;
            case Part.Name:
            case Part.Comment:
                AdvanceIf(octet == 0);
                break;
            default:
                AdvanceIf(_at == 2);
                break;
        }
        return true;
    }

    private void AdvanceIf(bool isPartOver)
    {
        if (!isPartOver)
        {
            return;
        }
        _at = 0;
        do
        {
            _part++;
        } while (!IsPresent(_part));
    }

    /// <summary>The flag bits, §2.3.1: 2 checksum of the head, 4 extra field, 8 name, 16 comment.</summary>
    private readonly bool IsPresent(Part part) =>
        part switch
        {
            Part.ExtraLength => (_flags & 4) != 0,
            Part.Extra => (_flags & 4) != 0 && _extraLength > 0,
            Part.Name => (_flags & 8) != 0,
            Part.Comment => (_flags & 16) != 0,
            Part.Checksum => (_flags & 2) != 0,
            _ => true,
        };
}
