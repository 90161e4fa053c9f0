using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Cases.Accounts;

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.Property(token => token.Name).HasMaxLength(100);
        builder.Property(token => token.TokenHash).HasMaxLength(64);
        builder.Property(token => token.Prefix).HasMaxLength(20);
        builder.HasIndex(token => token.TokenHash).IsUnique();
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(token => token.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
