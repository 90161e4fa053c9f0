using Portal.Traffic.Fields;
using Portal.Traffic.Inspection;

namespace Portal.Traffic.Filters;

/// <summary>
/// Turns a filter into a predicate: <c>or</c> binds loosest, then <c>and</c>, then <c>not</c>, as in Wireshark 4. A
/// comparison holds if any value of the field satisfies it; <c>!=</c> if all do.
/// </summary>
internal sealed class FilterParser(List<Token> tokens)
{
    /// <summary>Parentheses and negations inside each other: what people write has fewer, and the stack has an end.</summary>
    private const int MaxDepth = 100;

    /// <summary>Words and signs of one filter.</summary>
    private const int MaxTokens = 10_000;

    /// <summary>Making one takes about a millisecond and 100 KB; a set says "one of these" for less.</summary>
    private const int MaxExpressions = 50;

    private readonly List<RegexMatcher> _expressions = [];
    private int _at;
    private int _depth;

    public IReadOnlyList<RegexMatcher> Expressions => _expressions;

    private Token Next => tokens[_at];

    public Func<DissectedFrame, bool> Parse()
    {
        if (tokens.Count > MaxTokens)
        {
            throw new FilterException(1, "the filter is too long");
        }
        if (Next.Kind == TokenKind.End)
        {
            return _ => true;
        }
        var result = ParseOr();
        return Next.Kind == TokenKind.End
            ? result
            : throw new FilterException(Next.Column, $"\"{Next.Text}\" was not expected here");
    }

    private Func<DissectedFrame, bool> ParseOr()
    {
        var parts = new List<Func<DissectedFrame, bool>> { ParseAnd() };
        while (TakeEither("||", "or"))
        {
            parts.Add(ParseAnd());
        }
        var all = parts.ToArray();
        return all.Length == 1 ? all[0] : frame => Array.Exists(all, part => part(frame));
    }

    private Func<DissectedFrame, bool> ParseAnd()
    {
        var parts = new List<Func<DissectedFrame, bool>> { ParseNot() };
        while (TakeEither("&&", "and"))
        {
            parts.Add(ParseNot());
        }
        var all = parts.ToArray();
        return all.Length == 1 ? all[0] : frame => Array.TrueForAll(all, part => part(frame));
    }

    private Func<DissectedFrame, bool> ParseNot()
    {
        if (++_depth > MaxDepth)
        {
            throw new FilterException(Next.Column, $"more than {MaxDepth} parentheses or negations inside each other");
        }
        try
        {
            if (TakeEither("!", "not"))
            {
                var negated = ParseNot();
                return frame => !negated(frame);
            }
            if (!Take("("))
            {
                return ParseTest();
            }
            var inner = ParseOr();
            Require(")");
            return inner;
        }
        finally
        {
            _depth--;
        }
    }

    private Func<DissectedFrame, bool> ParseTest()
    {
        var quantifier = Next.Text is "any" or "all" && tokens[_at + 1].Kind == TokenKind.Word ? Advance().Text : null;
        var start = Next;
        if (start.Kind is TokenKind.Word or TokenKind.Text && !IsOperandStart())
        {
            return ParseReversed();
        }
        var isPlain = FieldCatalogue.Find(start.Text) is not null && tokens[_at + 1].Kind != TokenKind.Slice;
        var left = ParseOperand();
        if (isPlain && quantifier is null && !IsOperator())
        {
            var field = FieldCatalogue.Find(start.Text)!;
            return frame => frame.Has(field);
        }
        return IsOperator() ? ParseRelation(left, quantifier) : frame => left.Values(frame).Any();
    }

    /// <summary>A literal in front of the field.</summary>
    private Func<DissectedFrame, bool> ParseReversed()
    {
        var literal = Advance();
        var sign = ComparisonSign(Next);
        if (sign is null || tokens[_at + 1].Kind != TokenKind.Word)
        {
            throw Unknown(literal);
        }
        Advance();
        if (!IsOperandStart())
        {
            throw Unknown(literal);
        }
        var right = ParseOperand();
        var value = LiteralReader.Read(literal, right.Kind);
        var mirrored = sign switch
        {
            ">" => "<",
            "<" => ">",
            ">=" => "<=",
            "<=" => ">=",
            _ => sign,
        };
        return Quantify(right, Holds(mirrored, value), mirrored, null);
    }

    private Func<DissectedFrame, bool> ParseRelation(Operand left, string? quantifier)
    {
        var token = Advance();
        var isNegated = token.IsWord("not");
        if (isNegated)
        {
            token = Advance();
        }
        if (token.IsWord("in"))
        {
            var set = ParseSet(left.Kind);
            return isNegated
                ? frame => left.Values(frame).Any() && !left.Values(frame).Any(set)
                : Quantify(left, set, "in", quantifier);
        }
        if (token.IsWord("contains"))
        {
            return Quantify(left, ParseContains(left.Kind, token), "contains", quantifier);
        }
        if (token.IsWord("matches") || token.Is("~"))
        {
            if (left.Kind is not (FieldKind.Text or FieldKind.Bytes or FieldKind.Protocol or FieldKind.Ethernet))
            {
                throw new FilterException(token.Column, "only strings, bytes and protocols can be matched");
            }
            if (_expressions.Count == MaxExpressions)
            {
                throw new FilterException(token.Column, $"more than {MaxExpressions} regular expressions");
            }
            var matcher = new RegexMatcher(AdvanceLiteral());
            _expressions.Add(matcher);
            return Quantify(left, value => matcher.Matches(value), "matches", quantifier);
        }
        if (token.Is("&"))
        {
            var mask = LiteralReader.Number(AdvanceLiteral());
            var masked = left.Map(FieldKind.Unsigned, value => FieldValue.OfNumber(value.Number & mask));
            return ComparisonSign(Next) is null
                ? frame => masked.Values(frame).Any(value => value.Number != 0)
                : ParseRelation(masked, quantifier);
        }
        return ParseComparison(left, ComparisonSign(token)!, quantifier);
    }

    private Func<DissectedFrame, bool> ParseComparison(Operand left, string sign, string? quantifier)
    {
        var right = Next;
        if (right.Kind == TokenKind.Word && IsOperandStart())
        {
            var other = ParseOperand();
            if (Family(other.Kind) != Family(left.Kind))
            {
                throw new FilterException(right.Column, $"\"{right.Text}\" holds another kind of value");
            }
            var isAll = sign is "!=" or "===";
            return frame =>
            {
                var (a, b) = (left.Values(frame).ToList(), other.Values(frame).ToList());
                bool Meets(FieldValue value) =>
                    isAll
                        ? b.TrueForAll(each => Decide(sign, Comparison.Order(value, each)))
                        : b.Exists(each => Decide(sign, Comparison.Order(value, each)));
                return a.Count > 0
                    && b.Count > 0
                    && (isAll || quantifier == "all" ? a.TrueForAll(Meets) : a.Exists(Meets));
            };
        }
        var literal = LiteralReader.Read(AdvanceLiteral(), left.Kind);
        return Quantify(left, Holds(sign, literal), sign, quantifier);
    }

    private Func<FieldValue, bool> ParseSet(FieldKind kind)
    {
        Require("{");
        var members = new List<Func<FieldValue, bool>>();
        do
        {
            var first = LiteralReader.Read(AdvanceLiteral(), kind);
            if (Take(".."))
            {
                var last = LiteralReader.Read(AdvanceLiteral(), kind);
                members.Add(value => Comparison.Order(value, first) >= 0 && Comparison.Order(value, last) <= 0);
            }
            else
            {
                members.Add(value => Comparison.Order(value, first) == 0);
            }
        } while (Take(","));
        Require("}");
        return value => members.Exists(member => member(value));
    }

    private Func<FieldValue, bool> ParseContains(FieldKind kind, Token sign)
    {
        if (kind is FieldKind.Unsigned or FieldKind.Boolean or FieldKind.Seconds or FieldKind.Ipv4 or FieldKind.Ipv6)
        {
            throw new FilterException(sign.Column, "only strings, bytes and protocols can contain something");
        }
        var literal = AdvanceLiteral();
        if (kind == FieldKind.Text)
        {
            return value => value.Text!.Contains(literal.Text, StringComparison.Ordinal);
        }
        var bytes = LiteralReader.Bytes(literal);
        return value => value.Bytes.Span.IndexOf(bytes) >= 0;
    }

    private Operand ParseOperand()
    {
        var name = Advance();
        Operand operand;
        if (FieldCatalogue.Find(name.Text) is { } field)
        {
            operand = Operand.Of(field);
        }
        else
        {
            Require("(");
            var inner = ParseOperand();
            Require(")");
            operand = Function(name, inner);
        }
        if (Next.Kind != TokenKind.Slice)
        {
            return operand;
        }
        if (operand.Kind is FieldKind.Unsigned or FieldKind.Boolean or FieldKind.Seconds or FieldKind.None)
        {
            throw new FilterException(Next.Column, "a number has no bytes to take a slice of");
        }
        var ranges = new SliceRanges(Advance());
        return operand.Map(
            FieldKind.Bytes,
            value => ranges.Cut(value.AsBytes().Span) is { } cut ? FieldValue.OfBytes(FieldKind.Bytes, cut) : null
        );
    }

    private static Operand Function(Token name, Operand inner)
    {
        switch (name.Text)
        {
            case "lower" or "upper" when inner.Kind != FieldKind.Text:
                throw new FilterException(name.Column, $"{name.Text}() takes a string");
            case "lower":
                return inner.Map(FieldKind.Text, value => FieldValue.OfText(value.Text!.ToLowerInvariant()));
            case "upper":
                return inner.Map(FieldKind.Text, value => FieldValue.OfText(value.Text!.ToUpperInvariant()));
            case "len":
                return inner.Map(FieldKind.Unsigned, value => FieldValue.OfNumber(value.AsBytes().Length));
            default:
                return new Operand(
                    FieldKind.Unsigned,
                    frame => inner.Values(frame).Count() is > 0 and var count ? [FieldValue.OfNumber(count)] : []
                );
        }
    }

    private bool IsOperandStart() =>
        Next.Kind == TokenKind.Word
        && (
            FieldCatalogue.Find(Next.Text) is not null
            || (Next.Text is "lower" or "upper" or "len" or "count" && tokens[_at + 1].Is("("))
        );

    private bool IsOperator() =>
        ComparisonSign(Next) is not null
        || Next.Is("~")
        || Next.Is("&")
        || (Next.Kind == TokenKind.Word && Next.Text is "contains" or "matches" or "in")
        || (Next.IsWord("not") && tokens[_at + 1].IsWord("in"));

    private static string? ComparisonSign(Token token) =>
        token.Kind switch
        {
            TokenKind.Sign when token.Text is "==" or "!=" or ">" or "<" or ">=" or "<=" or "===" => token.Text,
            TokenKind.Sign when token.Text is "~=" or "!==" => "~=",
            TokenKind.Word => token.Text switch
            {
                "eq" or "any_eq" => "==",
                "ne" or "all_ne" => "!=",
                "any_ne" => "~=",
                "all_eq" => "===",
                "gt" => ">",
                "lt" => "<",
                "ge" => ">=",
                "le" => "<=",
                _ => null,
            },
            _ => null,
        };

    private static Func<FieldValue, bool> Holds(string sign, Literal literal) =>
        value => Decide(sign, Comparison.Order(value, literal));

    private static bool Decide(string sign, int order) =>
        sign switch
        {
            "==" or "===" => order == 0,
            "!=" or "~=" => order != 0,
            ">" => order > 0,
            "<" => order < 0,
            ">=" => order >= 0,
            _ => order <= 0,
        };

    private static Func<DissectedFrame, bool> Quantify(
        Operand operand,
        Func<FieldValue, bool> holds,
        string sign,
        string? quantifier
    ) =>
        quantifier == "all" || (quantifier is null && sign is "!=" or "===")
            ? frame => operand.Values(frame).Any() && operand.Values(frame).All(holds)
            : frame => operand.Values(frame).Any(holds);

    private static FieldKind Family(FieldKind kind) =>
        kind switch
        {
            FieldKind.Boolean => FieldKind.Unsigned,
            FieldKind.Protocol or FieldKind.Ethernet => FieldKind.Bytes,
            _ => kind,
        };

    private Token Advance()
    {
        var token = Next;
        if (token.Kind == TokenKind.End)
        {
            throw new FilterException(token.Column, "the filter ends where something must follow");
        }
        _at++;
        return token;
    }

    private Token AdvanceLiteral() =>
        Next.Kind is TokenKind.Word or TokenKind.Text or TokenKind.End
            ? Advance()
            : throw new FilterException(Next.Column, $"a value was expected, not \"{Next.Text}\"");

    private bool Take(string sign)
    {
        if (!Next.Is(sign))
        {
            return false;
        }
        _at++;
        return true;
    }

    private bool TakeEither(string sign, string word)
    {
        if (!Next.Is(sign) && !Next.IsWord(word))
        {
            return false;
        }
        _at++;
        return true;
    }

    private void Require(string sign)
    {
        if (!Take(sign))
        {
            throw new FilterException(Next.Column, $"\"{sign}\" was expected");
        }
    }

    private static FilterException Unknown(Token token) =>
        new(token.Column, $"\"{token.Text}\" is not a field or protocol known here");
}
