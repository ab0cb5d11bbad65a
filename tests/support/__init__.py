"""What the tests share: plans, repositories, strategies, a slow reading beside each fast one."""
